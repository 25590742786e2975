import { defineConfig } from '@playwright/test';

// `cargo xtask test` builds the server and the client and names them in PLUMBLINE_BIN and PLUMBLINE_ASSETS; each test
// starts a server of its own. No retries: a test that passes only sometimes has found something. Two workers: a browser
// mostly waits for its server, and the server for its browser.
export default defineConfig({
  testDir: './tests',
  outputDir: './test-results',
  forbidOnly: !!process.env.CI,
  retries: 0,
  workers: 2,
  // No test is about how long something takes: these are longer than anything takes on a machine that has other work to do.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  // The JSON report goes where PLAYWRIGHT_JSON_OUTPUT_FILE points; xtask counts with it.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    browserName: 'chromium',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } } },
    { name: 'phone', use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  ],
});
