/**
 * Endings of files that are something else for certain: programs, prose, pictures, archives. Any other file, with an
 * ending or without, may be a policy that a script or a person puts in force, and is told by what is in it.
 */
export const OTHER_ENDINGS: readonly string[] = [
  ...['md', 'mdx', 'markdown', 'rst', 'adoc', 'html', 'htm', 'css', 'scss', 'less', 'svg', 'xml', 'csv', 'tsv'],
  ...['js', 'mjs', 'cjs', 'jsx', 'ts', 'mts', 'cts', 'tsx', 'vue', 'svelte', 'map', 'snap', 'ipynb'],
  ...['py', 'pyi', 'pyc', 'rb', 'go', 'rs', 'java', 'kt', 'kts', 'scala', 'groovy', 'gradle', 'cs', 'fs', 'vb'],
  ...['c', 'h', 'cc', 'cpp', 'hpp', 'm', 'mm', 'swift', 'php', 'pl', 'pm', 'lua', 'r', 'jl', 'ex', 'exs', 'erl', 'hs'],
  ...['clj', 'dart', 'elm', 'sql', 'proto', 'graphql', 'rego', 'cedar', 'sh', 'bash', 'zsh', 'fish', 'ps1', 'bat'],
  ...['png', 'jpg', 'jpeg', 'gif', 'webp', 'ico', 'bmp', 'tiff', 'drawio', 'pdf', 'doc', 'docx', 'xls', 'xlsx', 'pptx'],
  ...['mp3', 'mp4', 'mov', 'wav', 'webm', 'woff', 'woff2', 'ttf', 'otf', 'eot', 'wasm', 'so', 'dll', 'exe', 'class'],
  ...['zip', 'gz', 'tgz', 'bz2', 'xz', 'zst', '7z', 'tar', 'jar', 'war', 'whl', 'egg', 'parquet', 'avro', 'bin', 'dat'],
]

const OTHER = new Set(OTHER_ENDINGS)

/** Whether a file may configure access by itself, by its name; `recogniseFile` says by its content whether it does. */
export function mayBeGoverned(path: string): boolean {
  return !OTHER.has(endingOf(path))
}

/** What is behind the last dot of a file's name, in small letters; '' where there is none. */
function endingOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase()
}

/** Larger files whose names say nothing of configuration are none: no policy and no template has that size. */
export const MAX_UNNAMED_BYTES = 1024 * 1024

/** Names that say what is in a file: where it cannot be read, it is held. */
export const NAMED_CONFIGURATION = /(\.(tf|tofu|tfvars|jsonc?|ya?ml|toml|hcl|template)|(^|\/)CODEOWNERS)$/i
