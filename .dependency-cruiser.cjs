/** Who may import whom (ARCHITECTURE.md). Every rule is an error; there are no exceptions. */
const LAYERS = {
  platform: [],
  calendar: ['platform'],
  rulebook: ['calendar', 'platform'],
  agencies: ['rulebook', 'platform'],
  access: ['agencies', 'rulebook', 'platform'],
  evidence: ['platform'],
  mail: ['platform'],
  jobs: ['platform'],
  documents: ['platform'],
  notices: [
    'rulebook',
    'calendar',
    'agencies',
    'access',
    'mail',
    'evidence',
    'jobs',
    'documents',
    'platform',
  ],
};
const LIBS = Object.keys(LAYERS).join('|');

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.spec\\.tsx?$', '\\.d\\.m?ts$', 'main\\.ts$', '^test/'] },
      to: {},
    },
    {
      name: 'one-door',
      comment: "a lib's index.ts is its only door",
      severity: 'error',
      from: { path: '^(apps|libs|test)/([^/]+)/' },
      to: {
        path: `^libs/(${LIBS})/src/`,
        pathNot: [`^libs/(${LIBS})/src/index\\.ts$`, '^libs/$2/'],
      },
    },
    {
      name: 'apps-apart',
      comment: 'an app never imports another; the cli starts them',
      severity: 'error',
      from: { path: '^apps/(web|worker)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-below-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'test-support-in-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: '^test/' },
    },
    ...Object.entries(LAYERS).map(([lib, below]) => ({
      name: `layer-${lib}`,
      severity: 'error',
      from: { path: `^libs/${lib}/` },
      to: { path: '^libs/', pathNot: [`^libs/(${[lib, ...below].join('|')})/`] },
    })),
    {
      name: 'rules-are-pure',
      comment: 'a rule knows no database, queue, clock or environment',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: {
        path: [
          'node_modules/(typeorm|bullmq|ioredis|pg|nodemailer|@nestjs|fastify)',
          '\\.(service|entity|processor)\\.ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['types', 'import', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
};
