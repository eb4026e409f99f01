import { z } from 'zod'

const names = z.array(z.string()).nullish()

/** The rules of a Role or ClusterRole, as the API server accepts them. */
export const kubernetesRulesSchema = z.array(
  z
    .strictObject({
      apiGroups: names,
      resources: names,
      resourceNames: names,
      verbs: z.array(z.string()).min(1, 'a rule needs at least one verb'),
      nonResourceURLs: names,
    })
    .refine((rule) => !(some(rule.nonResourceURLs) && (some(rule.resources) || some(rule.apiGroups))), {
      message: 'a rule is either for resources or for nonResourceURLs',
    })
    .refine((rule) => some(rule.nonResourceURLs) || (some(rule.resources) && some(rule.apiGroups)), {
      message: 'a rule for resources needs apiGroups and resources',
    }),
)

export type KubernetesRules = z.infer<typeof kubernetesRulesSchema>
export type KubernetesRule = KubernetesRules[number]

function some(list: readonly string[] | null | undefined): boolean {
  return list !== undefined && list !== null && list.length > 0
}
