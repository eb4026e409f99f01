import { z } from 'zod'
import type { RegistrySource } from '../../core/configuration/terraform/source/module-source.ts'
import { Fault } from '../../ports/fault.ts'

export interface RegistryEndpoint {
  /** Where the module registry protocol is served, e.g. `https://mirror.example.com/v1/modules/`. */
  readonly url: string
  /** Sent as a bearer token. */
  readonly token?: string
}

/** The module registry protocol. What the registry does not have is undefined; all else that fails is a `Fault`. */
export interface RegistryClient {
  versions(module: ModuleAddress): Promise<readonly string[] | undefined>
  /** A source address of the version's package, absolute where it is on the web. */
  location(module: ModuleAddress, version: string): Promise<string | undefined>
}

type ModuleAddress = Pick<RegistrySource, 'namespace' | 'name' | 'provider'>

const TIMEOUT_MS = 15_000
const MAX_ANSWER_BYTES = 8 * 1024 * 1024
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/

const versionList = z.object({
  modules: z.array(z.object({ versions: z.array(z.object({ version: z.string() })) })),
})
const download = z.object({ location: z.string() })

/** Throws `Fault` of kind `invalid` for a URL that is neither HTTPS nor of this machine. */
export function registryClient({ url, token }: RegistryEndpoint): RegistryClient {
  const base = endpointOf(url)
  const ask = (...segments: readonly string[]) => answerOf(urlOf(base, segments), token)
  return {
    async versions({ namespace, name, provider }) {
      const answer = await ask(namespace, name, provider, 'versions')
      if (answer === undefined) return undefined
      const list = await readJson(versionList, answer, base)
      return list.modules[0]?.versions.map(({ version }) => version)
    },
    async location({ namespace, name, provider }, version) {
      const segments = [namespace, name, provider, version, 'download'] as const
      const answer = await ask(...segments)
      const header = answer?.headers.get('x-terraform-get')
      if (answer === undefined || header !== null) {
        await answer?.body?.cancel()
        return header ? absolute(header, urlOf(base, segments)) : undefined
      }
      if (answer.status === 204) return undefined
      return absolute((await readJson(download, answer, base)).location, urlOf(base, segments))
    },
  }
}

function urlOf(base: URL, segments: readonly string[]): URL {
  return new URL(segments.map(encodeURIComponent).join('/'), base)
}

/** What begins with `/`, `./` or `../` is relative to the address that was asked (module registry protocol). */
function absolute(location: string, asked: URL): string {
  if (!/^\.{0,2}\//.test(location)) return location
  return URL.parse(location, asked.href)?.href ?? location
}

function endpointOf(text: string): URL {
  const url = URL.parse(text.endsWith('/') ? text : `${text}/`)
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname))
  if (url === null || !isSafe || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new Fault('invalid', 'The URL of a module mirror must be HTTPS, or HTTP on this machine, and hold no secret')
  }
  return url
}

/** Redirects are refused: only the configured origin is ever asked. */
async function answerOf(target: URL, token: string | undefined): Promise<Response | undefined> {
  const headers = { accept: 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const answer = await fetch(target, { headers, redirect: 'manual', signal }).catch((cause: unknown) => {
    throw new Fault('unavailable', `The module mirror at ${target.origin} does not answer`, { cause })
  })
  if (answer.ok) return answer
  await answer.body?.cancel()
  if (answer.status === 404) return undefined
  throw new Fault(kindOf(answer.status), `The module mirror at ${target.origin} answered ${answer.status}`)
}

function kindOf(status: number): Fault['kind'] {
  if (status === 401 || status === 403) return 'forbidden'
  if (status === 429) return 'rate-limited'
  return status >= 500 ? 'unavailable' : 'invalid'
}

async function readJson<T>(schema: z.ZodType<T>, answer: Response, { origin }: URL): Promise<T> {
  const parsed = schema.safeParse(parseJson(await readText(answer, origin)))
  if (parsed.success) return parsed.data
  throw new Fault('invalid', `The module mirror at ${origin} answered in a way that this version does not know`)
}

async function readText(answer: Response, origin: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  try {
    for await (const chunk of answer.body ?? []) {
      sizeBytes += chunk.length
      if (sizeBytes > MAX_ANSWER_BYTES) break
      chunks.push(chunk)
    }
  } catch (cause) {
    throw new Fault('unavailable', `The module mirror at ${origin} stopped in the middle of an answer`, { cause })
  }
  if (sizeBytes <= MAX_ANSWER_BYTES) return Buffer.concat(chunks).toString('utf8')
  throw new Fault('invalid', `The module mirror at ${origin} answered more than ${MAX_ANSWER_BYTES} bytes`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
