// A provider that people sign in with, honest and real, over people who are made up. `node provider.mjs PORT` prints its address once
// it listens; it answers on this machine alone, and forgets everything when it ends.
import Provider from 'oidc-provider';

const port = Number(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;

// By what they type when they sign in, with any password.
const people = {
  ada: { name: 'Ada', email: 'ada@example.org', email_verified: true, groups: ['board'] },
  adas: { name: 'Ada too', email: 'ada@example.org', email_verified: true, groups: [] },
  unsure: { name: 'Grace', email: 'grace@example.org', email_verified: false, groups: [] },
  stranger: { name: 'Mallory', email: 'mallory@example.org', email_verified: true, groups: [] },
};

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'plumbline',
      client_secret: 'known to both of them',
      // For a native client on this machine, the port doesn't count; the server takes a free one.
      application_type: 'native',
      redirect_uris: ['http://localhost/sign-in/oidc/return'],
    },
  ],
  pkce: { required: () => true },
  claims: { email: ['email', 'email_verified'], profile: ['name', 'groups'] },
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...people[accountId] }) }),
  cookies: { keys: ['of a provider that is gone in a minute'] },
});

provider.listen(port, '127.0.0.1', () => console.log(issuer));
