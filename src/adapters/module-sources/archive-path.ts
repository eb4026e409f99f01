import { Fault } from '../../ports/fault.ts'

/**
 * A path that an archive names, without `./` and without a slash at its end; empty for the archive's root. Throws
 * `Fault` of kind `invalid` for one that could lie elsewhere, or that systems read differently.
 */
export function archivePath(name: string, maxBytes: number): string {
  const path = name.replace(/^(?:\.\/+)+/, '').replace(/\/+$/, '')
  if (Buffer.byteLength(name) > maxBytes) throw refused(`${name.slice(0, 40)}…`, `has more than ${maxBytes} bytes`)
  if (/[\u0000-\u001f\u007f\ufffd]/.test(name))
    throw refused(JSON.stringify(name), 'holds a character that no path has')
  if (path === '' || path === '.') return name.startsWith('/') ? absolute(name) : ''
  if (name.startsWith('/') || /^[A-Za-z]:/.test(path)) return absolute(name)
  if (path.includes('\\')) throw refused(name, 'has a backslash')
  if (path.split('/').some((segment) => segment === '..')) throw refused(name, 'leads out of the archive')
  if (path.split('/').some((segment) => segment === '' || segment === '.')) throw refused(name, 'has an empty part')
  return path
}

function absolute(name: string): never {
  throw refused(name, 'is absolute')
}

function refused(name: string, why: string): Fault {
  return new Fault('invalid', `the path ${name} ${why}`)
}
