// The layer law of ARCHITECTURE.md. Each rule says why it exists; test/layers.test.ts plants a violation of each.
const outside = (allowed) => ({ path: '^src/', pathNot: allowed })

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle has no first file to read.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-is-pure',
      comment: 'core imports only core: no I/O, no clock, no environment, so that a verdict can be replayed.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: outside('^src/core/'),
    },
    {
      name: 'core-packages',
      comment: 'core may use these pure packages and no others, and nothing of Node.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: {
        pathNot: [
          '^src/',
          'node_modules/(zod|yaml|toml-eslint-parser|jsonc-parser|ipaddr\\.js|decimal\\.js|diff|@marcbachmann/cel-js)/',
          'node_modules/@noble/hashes/',
        ],
      },
    },
    {
      name: 'decisions-know-no-syntax',
      comment:
        'difference, rules, gate, report and suggestion work on the normalized model, whatever language it came from.',
      severity: 'error',
      from: { path: '^src/core/(difference|rules|gate|report|suggestion)/' },
      to: { path: '^src/core/(syntax|configuration)/' },
    },
    {
      name: 'authorization-knows-no-front-end',
      comment: 'The authorization model is the same for every input language.',
      severity: 'error',
      from: { path: '^src/core/authorization/' },
      to: { path: '^src/core/(syntax|configuration|difference|rules|gate|report|suggestion|authorship)/' },
    },
    {
      name: 'syntax-stands-alone',
      comment: 'Parsers know text and diagnostics, nothing of what the text means.',
      severity: 'error',
      from: { path: '^src/core/(text|value|syntax)/' },
      to: { path: '^src/core/', pathNot: '^src/core/(text|value|syntax)/' },
    },
    {
      name: 'front-ends-stay-apart',
      comment: 'Terraform, CloudFormation, Kubernetes, … never import each other, but for what follows.',
      severity: 'error',
      from: { path: '^src/core/configuration/([^/]+)/', pathNot: '^src/core/configuration/cloudformation/' },
      to: { path: '^src/core/configuration/([^/]+)/', pathNot: '^src/core/configuration/$1/' },
    },
    {
      name: 'cloudformation-speaks-in-terraform-types',
      comment:
        'What a resource grants is written once, in the adapters of Terraform types: CloudFormation uses those and operations on values, nothing that reads Terraform.',
      severity: 'error',
      from: { path: '^src/core/configuration/cloudformation/' },
      to: {
        path: '^src/core/configuration/([^/]+)/',
        pathNot: [
          '^src/core/configuration/cloudformation/',
          '^src/core/configuration/terraform/access/',
          '^src/core/configuration/terraform/(distribute|module-access|text|unknown)\\.ts$',
        ],
      },
    },
    {
      name: 'review-uses-ports',
      comment: 'The use case knows core and ports, never an adapter.',
      severity: 'error',
      from: { path: '^src/review/' },
      to: outside('^src/(review|core|ports)/'),
    },
    {
      name: 'ports-are-interfaces',
      comment: 'A port speaks in core types.',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: outside('^src/(ports|core)/'),
    },
    {
      name: 'adapters-stay-apart',
      comment: 'An adapter implements ports; it never reaches into another adapter.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: outside('^src/(adapters/$1|ports|core)/'),
    },
    {
      name: 'intake-does-no-analysis',
      comment: 'A webhook is stored and acknowledged; the analysis runs in a worker.',
      severity: 'error',
      from: { path: '^src/intake/' },
      to: { path: '^src/(core|review|adapters|cli)/', pathNot: '^src/core/text/' },
    },
    {
      name: 'octokit-at-the-edge',
      comment: 'Probot and Octokit are known to intake, the GitHub adapter and the server root only.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(intake/|adapters/github/|server/|main\\.ts$)' },
      to: { path: 'node_modules/(probot|@octokit)/' },
    },
    {
      name: 'database-in-the-store',
      comment: 'Only adapters/store knows which database it is.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/adapters/store/' },
      to: { path: 'node_modules/(pg|pg-boss|kysely|@electric-sql)/' },
    },
    {
      name: 'roots-construct',
      comment: 'Only composition roots construct adapters.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main\\.ts$|server/|cli/|adapters/)' },
      to: { path: '^src/adapters/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
}
