import type { SetupFacts } from './facts.ts'
import { fine, type SetupFinding } from './setup-finding.ts'

/** Node, as package.json asks for it. */
const NODE_MAJOR = 24
/** `git merge-tree --write-tree` computes test merges of local reviews, and came with 2.38. */
const GIT_NEEDED = { major: 2, minor: 38 }

export function checkNode({ machine }: SetupFacts): readonly SetupFinding[] {
  const found = `Node ${machine.node}`
  if (Number.parseInt(machine.node, 10) >= NODE_MAJOR) return [fine('node', found)]
  const title = `${found} is too old: ${NODE_MAJOR} or later is needed`
  const fix = `Install Node ${NODE_MAJOR} or later: https://nodejs.org/en/download`
  return [{ id: 'node', severity: 'broken', title, detail: '', fix }]
}

export function checkGit({ machine: { git } }: SetupFacts): readonly SetupFinding[] {
  const detail = 'Reviews of local repositories and modules in git repositories need it; the gate on GitHub does not.'
  const fix = 'Install git 2.38 or later: https://git-scm.com/downloads'
  if (git === undefined) return [{ id: 'git', severity: 'advice', title: 'There is no git', detail, fix }]
  const [major = 0, minor = 0] = git.split('.').map(Number)
  const isEnough = major > GIT_NEEDED.major || (major === GIT_NEEDED.major && minor >= GIT_NEEDED.minor)
  if (isEnough) return [fine('git', `git ${git}`)]
  const title = `git ${git} is too old: ${GIT_NEEDED.major}.${GIT_NEEDED.minor} or later is needed`
  return [{ id: 'git', severity: 'advice', title, detail, fix }]
}

export function checkEnvironment({ machine }: SetupFacts): readonly SetupFinding[] {
  if (machine.environmentProblems.length === 0) return [fine('environment', "The server's environment is complete")]
  return machine.environmentProblems.map((problem) => {
    const [title = problem, ...way] = problem.split(': ')
    return { id: 'environment', severity: 'broken', title, detail: '', fix: upperFirst(way.join(': ')) }
  })
}

export function checkStorage({ machine: { storage } }: SetupFacts): readonly SetupFinding[] {
  if (storage === undefined) return []
  if (storage.problem === undefined) return [fine('storage', `${storage.what} can be used`)]
  const title = `${storage.what} cannot be used`
  const fix =
    'Set DATABASE_URL to a PostgreSQL database that this machine reaches, or DATA_DIR to a writable directory.'
  return [{ id: 'storage', severity: 'broken', title, detail: storage.problem, fix }]
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
