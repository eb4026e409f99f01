import { z } from 'zod'

/** Where modules may be read that a repository calls and does not hold, beside the installation's own repositories. */
export interface ModuleSettings {
  /** A mirror of a module registry. */
  readonly registry?: {
    /** Where it serves the module registry protocol. */
    readonly url: string
    /** The registry that it stands for, as addresses of modules name it. */
    readonly registryHost: string
    readonly namespaces: readonly string[]
    readonly token?: string
  }
  /** Where archives may be fetched from, e.g. `https://artifacts.example.com`. */
  readonly archiveOrigins: readonly string[]
  /** Whether public repositories of owners outside of the installation may be read. */
  readonly readsPublicRepositories: boolean
}

export type ModuleSettingsReading =
  /** Undefined where nothing is set. */
  | { readonly kind: 'settings'; readonly settings: ModuleSettings | undefined }
  /** One sentence a problem, without any value. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] }

/** Reads the variables whose names begin with `MODULE_`. */
export function readModuleSettings(variables: Readonly<Record<string, string | undefined>>): ModuleSettingsReading {
  const parsed = environment.safeParse(variables)
  if (!parsed.success) return { kind: 'problems', problems: parsed.error.issues.map(({ message }) => message) }
  const isSet = Object.values(parsed.data).some((value) => value !== undefined)
  return { kind: 'settings', settings: isSet ? settingsOf(parsed.data) : undefined }
}

const DEFAULT_REGISTRY = 'registry.terraform.io'
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/
const NAMESPACE = /^[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}[0-9A-Za-z])?$/

const environment = z
  .object({
    MODULE_REGISTRY_URL: z
      .string()
      .refine(isEndpoint, {
        error:
          'MODULE_REGISTRY_URL is no address of a module registry: set it to e.g. https://mirror.example.com/v1/modules/, without user, password and parameters',
      })
      .optional(),
    MODULE_REGISTRY_HOST: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/, {
        error: 'MODULE_REGISTRY_HOST is no host name in lower case: set it to e.g. registry.terraform.io',
      })
      .optional(),
    MODULE_REGISTRY_NAMESPACES: listOf(
      (each) => NAMESPACE.test(each),
      'MODULE_REGISTRY_NAMESPACES is no list of namespaces: set it to e.g. acme,terraform-aws-modules',
    ),
    MODULE_REGISTRY_TOKEN: z.string().optional(),
    MODULE_ARCHIVE_ORIGINS: listOf(
      isOrigin,
      'MODULE_ARCHIVE_ORIGINS is no list of origins: set it to e.g. https://artifacts.example.com, without a path',
    ),
    MODULE_PUBLIC_REPOSITORIES: z
      .enum(['read', 'ignore'], { error: () => 'MODULE_PUBLIC_REPOSITORIES is neither read nor ignore' })
      .optional(),
  })
  .superRefine(({ MODULE_REGISTRY_URL: url, MODULE_REGISTRY_NAMESPACES: namespaces, ...others }, context) => {
    const problem = (message: string) => context.addIssue({ code: 'custom', message })
    if (url !== undefined && namespaces === undefined) {
      problem(
        'MODULE_REGISTRY_NAMESPACES is not set: set it to the namespaces that may be read from MODULE_REGISTRY_URL',
      )
    }
    const isLost = namespaces ?? others.MODULE_REGISTRY_HOST ?? others.MODULE_REGISTRY_TOKEN
    if (url === undefined && isLost !== undefined) {
      problem('MODULE_REGISTRY_URL is not set, and other variables of the registry are: set it, or none of them')
    }
  })

function listOf(isValid: (each: string) => boolean, error: string) {
  return z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .refine((all) => all.every(isValid), { error })
    .optional()
}

function isEndpoint(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && isSafe(url) && url.username === '' && url.search === '' && url.hash === ''
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && isSafe(url) && url.origin === text
}

/** HTTPS, or HTTP on this machine. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))
}

function settingsOf(variables: z.infer<typeof environment>): ModuleSettings {
  const { MODULE_REGISTRY_URL: url, MODULE_REGISTRY_TOKEN: token } = variables
  const registry = {
    registryHost: variables.MODULE_REGISTRY_HOST ?? DEFAULT_REGISTRY,
    namespaces: variables.MODULE_REGISTRY_NAMESPACES ?? [],
    ...(token === undefined ? {} : { token }),
  }
  return {
    ...(url === undefined ? {} : { registry: { url, ...registry } }),
    archiveOrigins: variables.MODULE_ARCHIVE_ORIGINS ?? [],
    readsPublicRepositories: variables.MODULE_PUBLIC_REPOSITORIES === 'read',
  }
}
