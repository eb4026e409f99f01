import http from 'node:http'

const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']

/**
 * Has every request of this process go by the proxy that the environment names (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`,
 * in either case), as other programs do. Where none is named nothing changes. Throws where the address is no URL.
 */
export function useProxy(variables: Readonly<Record<string, string | undefined>>): void {
  if (PROXY_VARIABLES.some((name) => variables[name])) http.setGlobalProxyFromEnv({ ...variables })
}
