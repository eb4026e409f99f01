/**
 * What all processes on the same data note of an installation's use of GitHub, so that they keep to its limits together.
 */
export interface SharedBudgets {
  /**
   * Runs `change` on what is noted of an installation, one process at a time, and notes what it returns. `noted` is
   * undefined where nothing is; `nowMs` is of a clock that all processes share. Throws `Fault`.
   */
  change<T>(
    installationId: number,
    change: (noted: string | undefined, nowMs: number) => { readonly note: string; readonly result: T },
  ): Promise<T>
}
