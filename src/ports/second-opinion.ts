import type { Outline } from '../core/syntax/hcl/outline.ts'

/** An independent parser's answer on one Terraform file. It can only ever make a verdict more careful. */
export interface SecondOpinion {
  /**
   * Reads the names in one `.tf` or `.tfvars` file. Never rejects: whatever goes wrong with the file, the parser or
   * its time limit is `no-opinion` with the reason. Calls may overlap; they are answered one after the other.
   */
  read(path: string, text: string): Promise<OpinionReading>
  /** Ends what runs in the background. Readings still under way answer `no-opinion`. */
  close(): Promise<void>
}

export type OpinionReading =
  | { readonly kind: 'outline'; readonly outline: Outline }
  | { readonly kind: 'no-opinion'; readonly reason: string }
