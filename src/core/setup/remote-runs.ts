import { parseHcl } from '../syntax/hcl/parse.ts'
import { indexLines, positionAt } from '../text/lines.ts'
import type { PipelineFile } from './pipeline-files.ts'

/** Where a root module says that HCP Terraform (or Terraform Enterprise) runs it: `cloud` or a `remote` backend. */
export function remoteRuns(
  files: readonly PipelineFile[],
): readonly { readonly file: string; readonly line: number }[] {
  return files
    .filter(({ path }) => path.endsWith('.tf'))
    .flatMap(({ path, text }) => {
      const lines = indexLines(text)
      const settings = parseHcl(path, text).body.blocks.filter(({ type }) => type === 'terraform')
      return settings
        .flatMap(({ body }) => body.blocks)
        .filter(({ type, labels }) => type === 'cloud' || (type === 'backend' && labels[0]?.text === 'remote'))
        .map((block) => ({ file: path, line: positionAt(lines, block.start).line }))
    })
}
