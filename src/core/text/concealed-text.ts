/** Stands where a sensitive text was, as Terraform writes it. */
export const CONCEALED = '(sensitive)'
