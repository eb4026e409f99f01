/** The text of one file of the base branch. */
export interface PipelineFile {
  readonly path: string
  readonly text: string
}

/** Paths of a tree that are worth reading for pipelines, and those of their kind that are too many. */
export function pipelinePaths(paths: readonly string[]): {
  readonly wanted: readonly string[]
  readonly tooMany: readonly string[]
} {
  const pipelines = paths.filter((path) => isWorkflow(path) || isAtlantis(path))
  const terraform = paths.filter(mayNameBackend).toSorted(byDepth).slice(0, MAX_TERRAFORM_FILES)
  return {
    wanted: [...pipelines.slice(0, MAX_PIPELINE_FILES), ...terraform],
    tooMany: pipelines.slice(MAX_PIPELINE_FILES),
  }
}

export function isWorkflow(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)
}

export function isAtlantis(path: string): boolean {
  return path === 'atlantis.yaml' || path === 'atlantis.yml'
}

/** Files in which people declare where Terraform runs. Others could as well: what was not found is not absent. */
function mayNameBackend(path: string): boolean {
  return /(^|\/)_?(backend|cloud|main|provider|providers|remote|state|terraform|tfc|version|versions)\.tf$/.test(path)
}

const MAX_PIPELINE_FILES = 200
const MAX_TERRAFORM_FILES = 40

function byDepth(one: string, other: string): number {
  return one.split('/').length - other.split('/').length || one.localeCompare(other)
}
