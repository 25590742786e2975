import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

// `cargo xtask pictures`: what is in pictures/ takes the pictures in docs/, on the desktop and on a phone.
export default defineConfig(tests, { testDir: './pictures' });
