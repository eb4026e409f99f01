import { describe, expect, it } from 'vitest'
import { actingRoles } from '../../src/core/configuration/acting-roles.ts'

const ROLE = 'arn:aws:iam::111122223333:role/one'

describe('roles that a text names to act with', () => {
  it.each([
    [`eks.amazonaws.com/role-arn: ${ROLE}`, [ROLE]],
    [`  role-to-assume: "${ROLE}"`, [ROLE]],
    [`{"taskRoleArn": "${ROLE}", "executionRoleArn": "${ROLE}2"}`, [ROLE, `${ROLE}2`]],
    [`functions: {report: {role: ${ROLE}}}`, [ROLE]],
    [
      'role: arn:aws:iam::{{ .Values.account }}:role/{{ .Values.name }}',
      ['arn:aws:iam::{{ .Values.account }}:role/{{ .Values.name }}'],
    ],
    [
      'role-to-assume: arn:aws-cn:iam::${{ vars.ACCOUNT }}:role/path/one',
      ['arn:aws-cn:iam::${{ vars.ACCOUNT }}:role/path/one'],
    ],
  ])('%s', (text, roles) => expect(actingRoles(text)).toEqual(roles))

  it.each([
    `- rolearn: ${ROLE}`,
    `principal: ${ROLE}`,
    'role: reader',
    'role: arn:aws:iam::111122223333:policy/one',
    `roles:\n  - ${ROLE}`,
  ])('none: %s', (text) => expect(actingRoles(text)).toEqual([]))
})
