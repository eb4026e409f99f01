import type { MapEntry, MapValue } from '../../../value/value.ts'

/** What a serverless resource is declared as, with what all of its kind have in common. */
export interface Serverless {
  readonly id: string
  readonly entry: MapEntry
  readonly properties: MapValue
}

/** Resources that are made of one, by their logical ids. */
export type Made = readonly (readonly [string, MapEntry])[]
