import type { Span } from '../../../text/span.ts'

/** What a configuration does beside saying what there is: ways to run code, to act elsewhere, to escape a review. */
export interface Conduct {
  readonly what: ConductKind
  /** What it is about: the same on both sides is compared. */
  readonly key: string
  /** What must be on both sides for it to be missed: a directory's module (`a/b/`), or a resource of it. */
  readonly place: string
  /** Equal where it says the same. */
  readonly says: string
  readonly address: string
  /** For people, after a name: `runs a program when it is planned`. */
  readonly detail: string
  readonly span: Span
}

export type ConductKind =
  /** A program or a script is run, with whatever Terraform is allowed. */
  | 'runs-code'
  /** A request is sent to an address, and what it answers is taken. */
  | 'asks-elsewhere'
  /** A plugin of somebody else is run. */
  | 'provider-source'
  /** A module's content comes from somebody else. */
  | 'module-owner'
  /** What Terraform leaves as it is. */
  | 'ignored-access'
  /** Where the state is, and in which account Terraform acts. */
  | 'acts-elsewhere'
  /** Somebody who is there already comes under this configuration. */
  | 'imported-principal'

/** What a module does, and what there is of it. */
export interface ModuleConduct {
  readonly conduct: readonly Conduct[]
  readonly places: readonly string[]
}
