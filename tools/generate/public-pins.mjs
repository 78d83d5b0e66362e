/**
 * Digests that at least five independent public repositories pin for exactly the tag that the catalogue uses, and no other digest beside them. No
 * registry was asked: `npm run images -- --lookup` replaces them by what it answers.
 * @type {Readonly<Record<string, string>>}
 */
export const publicPins = {
  'docker.io/hadolint/hadolint:v2.15.1-alpine': 'sha256:a1d49ae1a4e83c1dbad26b8c1ad7588c8bd1e04f4866b34ad3cac50335198552',
  'docker.io/koalaman/shellcheck-alpine:v0.11.0': 'sha256:9955be09ea7f0dbf7ae942ac1f2094355bb30d96fffba0ec09f5432207544002',
  'ghcr.io/aquasecurity/trivy:0.74.0': 'sha256:62b1e65e8869bc4b4c6aa4fa2b21595256c7c2f6018a9d9ad61caf87187c1969',
  'ghcr.io/gitleaks/gitleaks:v8.30.1': 'sha256:c00b6bd0aeb3071cbcb79009cb16a60dd9e0a7c60e2be9ab65d25e6bc8abbb7f',
  'ghcr.io/google/osv-scanner:v2.6.0': 'sha256:afd838850ac1a0fcc15ff4a041dc9ba11123c3f0d2666217a5f0fcf9222b55fa',
};
