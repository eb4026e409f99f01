import { terraformFiles, terraformModule } from './terraform-files.ts'

/** Files by path, as a repository of many root modules and of modules that they share. */
export type GeneratedTree = Readonly<Record<string, string>>

const STACKS = 600
const SHARED = 300
/** Roots that call one shared module. */
const CALLS = 4

/**
 * A repository of some 5,000 Terraform files, the same one each time: 600 root modules with a provider, a backend,
 * variables' files for two environments and calls of 300 shared modules, each of four files.
 */
export function terraformTree(): GeneratedTree {
  const files: Record<string, string> = {}
  for (let index = 0; index < STACKS; index++) addStack(files, index)
  for (let index = 0; index < SHARED; index++) addShared(files, index)
  return files
}

/** The shared module of an index with one action more. */
export function widened(files: GeneratedTree, index: number): GeneratedTree {
  const path = `shared/m${index}/policy.tf`
  const text = files[path]
  if (text === undefined) throw new Error(`there is no ${path}`)
  return { ...files, [path]: text.replace('"s3:GetObject"', '"s3:GetObject", "s3:PutObject"') }
}

/** How many roots call the shared module of an index. */
export function callersOf(index: number): number {
  const calls = Array.from({ length: STACKS }, (_, stack) => calledBy(stack)).flat()
  return new Set(calls.flatMap((called, at) => (called === index ? [Math.floor(at / CALLS)] : []))).size
}

function calledBy(stack: number): readonly number[] {
  return Array.from({ length: CALLS }, (_, call) => (stack * 7 + call * 53) % SHARED)
}

function addStack(files: Record<string, string>, index: number): void {
  const folder = `stacks/s${index}`
  const [generated] = terraformFiles(index + 1).slice(-1)
  // Every other kind of module declares the variable itself.
  const declaresEnvironment = index % 3 !== 0
  files[`${folder}/main.tf`] = declaresEnvironment ? terraformModule(index).text : (generated?.text ?? '')
  files[`${folder}/backend.tf`] =
    `terraform {\n  backend "s3" {\n    bucket = "state"\n    key    = "s${index}"\n  }\n}\n\nprovider "aws" {\n  region = "eu-west-1"\n}\n`
  files[`${folder}/modules.tf`] = calledBy(index)
    .map(
      (called, at) =>
        `module "shared_${at}" {\n  source = "../../shared/m${called}"\n  name   = "s${index}-${at}"\n  bucket = "data-${index}"\n}\n`,
    )
    .join('\n')
  files[`${folder}/environment.tf`] = declaresEnvironment
    ? 'output "environment" {\n  value = var.environment\n}\n'
    : 'variable "environment" {\n  type    = string\n  default = "test"\n}\n'
  files[`${folder}/env/production.tfvars`] = 'environment = "production"\n'
  files[`${folder}/env/staging.tfvars`] = 'environment = "staging"\n'
}

function addShared(files: Record<string, string>, index: number): void {
  const folder = `shared/m${index}`
  files[`${folder}/variables.tf`] = 'variable "name" {\n  type = string\n}\n\nvariable "bucket" {\n  type = string\n}\n'
  files[`${folder}/policy.tf`] = `resource "aws_iam_policy" "access" {
  name = var.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = "arn:aws:s3:::\${var.bucket}/${index}/*"
    }]
  })
}
`
  files[`${folder}/role.tf`] = `resource "aws_iam_role" "access" {
  name = "\${var.name}-${index}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "access" {
  role       = aws_iam_role.access.name
  policy_arn = aws_iam_policy.access.arn
}
`
  files[`${folder}/outputs.tf`] = 'output "role_arn" {\n  value = aws_iam_role.access.arn\n}\n'
}
