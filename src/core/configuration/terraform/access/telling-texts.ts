import { readJsonText } from '../../../syntax/json/parse.ts'
import { partOfList, partOfMap } from '../../../value/part-of.ts'
import type { TextValue, Value } from '../../../value/value.ts'
import { speaksOfAccess, valueSpeaksOfAccess } from './access-words.ts'
import { unreadPart } from './unread-part.ts'

/**
 * What JSON texts anywhere in a value say of access, such as the role of a job in the text that describes its container:
 * what stands under names that speak of it. Undefined where nothing does. `read`: paths in the texts that adapters read.
 */
export function tellingInTexts(value: Value, read: readonly string[] = []): Value | undefined {
  switch (value.kind) {
    case 'text': {
      const said = encodedIn(value)
      return said === undefined ? undefined : tellingWithin(unreadPart(said, read))
    }
    case 'list':
      return partOfList(value, (item) => tellingInTexts(item, read))
    case 'map':
      return partOfMap(value, (_, entry) => tellingInTexts(entry.value))
    default:
      return undefined
  }
}

/** What the text encodes; undefined where it is no object or list of JSON, nor was YAML made of a value. */
export function encodedIn(text: TextValue): Value | undefined {
  const made = text.encoded ?? text.yaml
  if (made !== undefined) return made
  const [first] = text.parts
  if (first?.kind !== 'literal' || !/^\s*[[{]/.test(first.text)) return undefined
  return readJsonText(text).value
}

/** What stands in a value under names that speak of access, and texts that do. */
export function tellingWithin(value: Value | undefined): Value | undefined {
  if (value === undefined) return undefined
  if (value.kind === 'list') return partOfList(value, tellingWithin)
  if (value.kind === 'text') return valueSpeaksOfAccess(value, false) ? value : tellingInTexts(value)
  if (value.kind !== 'map') return undefined
  return partOfMap(value, (name, entry) => {
    const isOff = entry.value.kind === 'null' || (entry.value.kind === 'boolean' && !entry.value.value)
    if (speaksOfPrivilege(name)) return isOff ? undefined : entry.value
    return tellingWithin(entry.value)
  })
}

/** Of what speaks of access, names that do so whatever data they stand in: a secret's `access_key` gives nothing. */
export function speaksOfPrivilege(name: string): boolean {
  return PRIVILEGE.test(name) && speaksOfAccess(name)
}

const PRIVILEGE = /role|polic|principal|permission|privilege|public|grant|trust|iam|acl|rbac/i
