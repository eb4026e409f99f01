import { describe, expect, it } from 'vitest'
import { configure, describeAccess } from './module-double.ts'

const POLICY = `jsonencode({
  Version   = "2012-10-17"
  Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
})`
const GRANT = 'Allow | Action s3:GetObject | Resource *'

describe('policies of resources', () => {
  it('belong to the role, user or group that AWS knows by name', () => {
    const access = configure(`
      resource "aws_iam_role" "app" {
        name               = "app"
        assume_role_policy = jsonencode({
          Version   = "2012-10-17"
          Statement = { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }
        })
        inline_policy {
          name   = "inline"
          policy = ${POLICY}
        }
      }
      resource "aws_iam_role_policy" "by_reference" {
        role   = aws_iam_role.app.id
        policy = ${POLICY}
      }
      resource "aws_iam_role_policy" "by_name" {
        role   = "app"
        policy = ${POLICY}
      }
      resource "aws_iam_user_policy" "u" {
        user   = "alice"
        policy = ${POLICY}
      }
      resource "aws_iam_group_policy" "g" {
        group  = "admins"
        policy = ${POLICY}
      }
      resource "aws_iam_policy" "p" {
        name   = "reader"
        policy = ${POLICY}
      }
      resource "aws_iam_policy" "nameless" {
        policy = ${POLICY}
      }
    `)
    expect(access.diagnostics).toEqual([])
    expect(describeAccess(access)).toEqual({
      'trust role:/app': ['Allow | Principal Service=ec2.amazonaws.com | Action sts:AssumeRole'],
      'identity role:/app': [GRANT, GRANT, GRANT],
      'identity user:/alice': [GRANT],
      'identity group:/admins': [GRANT],
      'identity policy:/reader': [GRANT],
      'identity address:/aws_iam_policy.nameless': [GRANT],
    })
  })
})
