import { z } from 'zod'
import { readYaml } from '../rules/located-yaml.ts'
import type { PipelineFile } from './pipeline-files.ts'

const project = z.object({ apply_requirements: z.array(z.string()).optional().catch(undefined) })
const schema = z.object({ projects: z.array(project).min(1) })

/**
 * Whether every project of an `atlantis.yaml` waits to be applied until the pull request is mergeable, which a required
 * check that holds prevents. `unknown` where the file leaves that to the server, or cannot be read.
 */
export function atlantisWaits({ path, text }: PipelineFile): 'yes' | 'unknown' {
  const parsed = schema.safeParse(readYaml(path, text).data)
  const waits = parsed.success && parsed.data.projects.every((one) => one.apply_requirements?.includes('mergeable'))
  return waits ? 'yes' : 'unknown'
}
