import { readYamlText } from '../../../syntax/yaml/read-text.ts'
import { partOfList } from '../../../value/part-of.ts'
import type { TextValue, Value } from '../../../value/value.ts'
import { asText, plainText } from '../text.ts'
import { speaksOfPrivilege, tellingWithin } from './telling-texts.ts'

/**
 * What a release of a chart is told of access: of the YAML texts of its values, and of the names and values that it
 * sets. Undefined where nothing speaks of it. Source: `helm_release`, Helm provider documentation.
 */
export function tellingOfChart(argument: string, value: Value): Value | undefined {
  if (argument === 'values')
    return tellingInEach(value, (text) => tellingWithin(readYamlText(text, () => undefined).value))
  return argument.startsWith('set') ? tellingSetting(value) : undefined
}

function tellingInEach(value: Value, of: (text: TextValue) => Value | undefined): Value | undefined {
  if (value.kind !== 'list') {
    const text = value.kind === 'unknown' ? undefined : asText(value)
    return text === undefined ? undefined : of(text)
  }
  return partOfList(value, (item) => tellingInEach(item, of))
}

/** One setting, or several; what cannot be made out may be any. */
function tellingSetting(value: Value): Value | undefined {
  if (value.kind === 'list') return partOfList(value, tellingSetting)
  const name = value.kind === 'map' ? value.entries.get('name')?.value : undefined
  const text = name === undefined ? undefined : plainText(name)
  return text === undefined || speaksOfPrivilege(text) ? value : undefined
}
