import { describe, expect, it } from 'vitest'
import { applyCommands } from '../../src/core/setup/apply-commands.ts'

describe('commands that change infrastructure', () => {
  it.each([
    ['terraform apply -auto-approve', ['terraform apply']],
    ['terraform -chdir=live/prod apply', ['terraform apply']],
    ['cd live && TF_IN_AUTOMATION=1 /usr/local/bin/terraform \\\n  apply plan.out', ['terraform apply']],
    ['terraform plan -out=apply && terraform show apply', []],
    ['terraform init; tofu destroy', ['tofu destroy']],
    ['terragrunt run-all apply --terragrunt-non-interactive', ['terragrunt apply']],
    ['terragrunt run --all -- apply', ['terragrunt apply']],
    ['terragrunt --terragrunt-working-dir live plan', []],
    ['npx cdk deploy --all', ['cdk deploy']],
    ['npx --yes cdktf deploy prod', ['cdktf deploy']],
    ['cdk diff', []],
    ['aws --region eu-west-1 cloudformation deploy --template-file t.yml', ['aws cloudformation deploy']],
    ['aws cloudformation deploy --no-execute-changeset', []],
    ['aws s3 cp deploy s3://bucket', []],
    ['pulumi up --yes', ['pulumi up']],
    ['pulumi preview', []],
    ['kubectl -n prod apply -f x.yml', ['kubectl apply']],
    ['kubectl apply --dry-run=server -f x.yml', []],
    ['kubectl apply --dry-run=none -f x.yml', ['kubectl apply']],
    ['helm upgrade --install web ./chart', ['helm upgrade']],
    ['helm template web', []],
    ['docker run --rm hashicorp/terraform:1.9 apply', ['terraform apply']],
    ['bash -c "terraform apply"', ['terraform apply']],
    ['echo "run terraform apply yourself"', []],
    ['# terraform apply', []],
    ['ls # then terraform apply', []],
    ['./terraform.sh apply', []],
    ['', []],
  ])('%j', (script, expected) => {
    expect(applyCommands(script)).toEqual(expected)
  })

  it('are found in time in a script that is made to cost it', () => {
    const script = `${'terraform '.repeat(20_000)}\n${'a && '.repeat(20_000)}`
    expect(applyCommands(script)).toEqual([])
  })
})
