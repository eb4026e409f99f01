/** A way by which whoever may do some actions gets what somebody else may do. */
export interface EscalationPath {
  /** As it is known: short, for people. */
  readonly name: string
  /** All of them are needed, each on some resource. */
  readonly actions: readonly string[]
  /** What is done with them, as what follows "it can". */
  readonly says: string
}

type Row = readonly [name: string, actions: string, says: string]

const OWN_CODE = 'run code of its own as any role that it may pass'

/** With `iam:PassRole`: what is started, or changed, with the role that is passed. */
const PASSING: readonly Row[] = [
  ['an instance', 'ec2:RunInstances', `start an instance and ${OWN_CODE}`],
  ['a spot instance', 'ec2:RequestSpotInstances', `start an instance and ${OWN_CODE}`],
  [
    'an instance profile',
    'ec2:AssociateIamInstanceProfile',
    'give an instance that it can enter any role that it may pass',
  ],
  [
    'another instance profile',
    'ec2:ReplaceIamInstanceProfileAssociation',
    'give an instance that it can enter any role that it may pass',
  ],
  [
    'a role in an instance profile',
    'iam:AddRoleToInstanceProfile',
    'put any role that it may pass into a profile of instances',
  ],
  [
    'a scaling group',
    'autoscaling:CreateLaunchConfiguration autoscaling:CreateAutoScalingGroup',
    `start instances and ${OWN_CODE}`,
  ],
  ['a function', 'lambda:CreateFunction lambda:InvokeFunction', `make a function and ${OWN_CODE}`],
  [
    'a function by events',
    'lambda:CreateFunction lambda:CreateEventSourceMapping',
    `make a function, have an event start it and ${OWN_CODE}`,
  ],
  [
    'a function by permission',
    'lambda:CreateFunction lambda:AddPermission',
    `make a function, let others start it and ${OWN_CODE}`,
  ],
  ['a development endpoint', 'glue:CreateDevEndpoint', `enter an endpoint of Glue and ${OWN_CODE}`],
  ['a job', 'glue:CreateJob glue:StartJobRun', `make a job of Glue and ${OWN_CODE}`],
  [
    'a job by trigger',
    'glue:CreateJob glue:CreateTrigger',
    `make a job of Glue, have a trigger start it and ${OWN_CODE}`,
  ],
  ['another job', 'glue:UpdateJob glue:StartJobRun', `change a job of Glue and ${OWN_CODE}`],
  ['an interactive session', 'glue:CreateSession glue:RunStatement', `open a session of Glue and ${OWN_CODE}`],
  ['a stack', 'cloudformation:CreateStack', 'have CloudFormation make anything as any role that it may pass'],
  ['another stack', 'cloudformation:UpdateStack', 'have CloudFormation change anything as any role that it may pass'],
  [
    'a stack set',
    'cloudformation:CreateStackSet cloudformation:CreateStackInstances',
    'have CloudFormation make anything in other accounts',
  ],
  [
    'a change set',
    'cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet',
    'have CloudFormation change anything as any role that it may pass',
  ],
  [
    'a data pipeline',
    'datapipeline:CreatePipeline datapipeline:PutPipelineDefinition datapipeline:ActivatePipeline',
    `start a pipeline and ${OWN_CODE}`,
  ],
  [
    'a notebook',
    'sagemaker:CreateNotebookInstance sagemaker:CreatePresignedNotebookInstanceUrl',
    `open a notebook and ${OWN_CODE}`,
  ],
  ['a training job', 'sagemaker:CreateTrainingJob', `start a training job and ${OWN_CODE}`],
  ['a processing job', 'sagemaker:CreateProcessingJob', `start a processing job and ${OWN_CODE}`],
  ['a build project', 'codebuild:CreateProject codebuild:StartBuild', `make a build and ${OWN_CODE}`],
  ['another build project', 'codebuild:UpdateProject codebuild:StartBuild', `change a build and ${OWN_CODE}`],
  ['a task', 'ecs:RegisterTaskDefinition ecs:RunTask', `start a task and ${OWN_CODE}`],
  ['a service of tasks', 'ecs:RegisterTaskDefinition ecs:CreateService', `start a service and ${OWN_CODE}`],
  ['a task on an instance', 'ecs:RegisterTaskDefinition ecs:StartTask', `start a task and ${OWN_CODE}`],
  ['an automation', 'ssm:StartAutomationExecution', 'start an automation as any role that it may pass'],
  [
    'a state machine',
    'states:CreateStateMachine states:StartExecution',
    'call any service as any role that it may pass',
  ],
  ['a batch job', 'batch:RegisterJobDefinition batch:SubmitJob', `submit a job and ${OWN_CODE}`],
  ['an App Runner service', 'apprunner:CreateService', `start a service and ${OWN_CODE}`],
  [
    'a code interpreter',
    'bedrock-agentcore:CreateCodeInterpreter bedrock-agentcore:InvokeCodeInterpreter',
    `open an interpreter and ${OWN_CODE}`,
  ],
  ['a cluster', 'elasticmapreduce:RunJobFlow', `start a cluster and ${OWN_CODE}`],
  ['a pod identity', 'eks:CreatePodIdentityAssociation', 'give pods any role that it may pass'],
  ['a rule of events', 'events:PutRule events:PutTargets', 'have events call targets as any role that it may pass'],
  ['a schedule', 'scheduler:CreateSchedule', 'have the scheduler call any service as any role that it may pass'],
  [
    'a trust anchor',
    'rolesanywhere:CreateTrustAnchor rolesanywhere:CreateProfile',
    'get credentials of any role that it may pass from outside',
  ],
]

const OTHERS: readonly Row[] = [
  ['a version of a policy', 'iam:CreatePolicyVersion', 'rewrite a policy that is attached to it'],
  ['an earlier version of a policy', 'iam:SetDefaultPolicyVersion', 'put back an earlier, wider version of a policy'],
  ['a key of another user', 'iam:CreateAccessKey', 'make keys of other users'],
  ['a password of another user', 'iam:CreateLoginProfile', 'give other users a password and log in as them'],
  ['another password of another user', 'iam:UpdateLoginProfile', "change other users' passwords and log in as them"],
  ['a policy for a user', 'iam:AttachUserPolicy', 'attach any policy to a user'],
  ['a policy for a group', 'iam:AttachGroupPolicy', 'attach any policy to a group'],
  ['a policy for a role', 'iam:AttachRolePolicy', 'attach any policy to a role'],
  ['an own policy of a user', 'iam:PutUserPolicy', 'write any policy for a user'],
  ['an own policy of a group', 'iam:PutGroupPolicy', 'write any policy for a group'],
  ['an own policy of a role', 'iam:PutRolePolicy', 'write any policy for a role'],
  ['a membership', 'iam:AddUserToGroup', 'add itself to any group'],
  ['a trust policy', 'iam:UpdateAssumeRolePolicy', 'let itself assume a role'],
  ['a boundary of a role', 'iam:DeleteRolePermissionsBoundary', 'take away what limits a role'],
  ['a boundary of a user', 'iam:DeleteUserPermissionsBoundary', 'take away what limits a user'],
  ['another boundary of a role', 'iam:PutRolePermissionsBoundary', 'set a wider limit for a role'],
  ['another boundary of a user', 'iam:PutUserPermissionsBoundary', 'set a wider limit for a user'],
  ['an identity provider', 'iam:UpdateSAMLProvider', 'have an identity provider of its own log in as others'],
  ['the code of a function', 'lambda:UpdateFunctionCode', 'run code of its own as the role of a function'],
  ['the layers of a function', 'lambda:UpdateFunctionConfiguration', 'put code of its own before that of a function'],
  ['an endpoint that is there', 'glue:UpdateDevEndpoint', "put its key on an endpoint and act as the endpoint's role"],
  ['a notebook that is there', 'sagemaker:CreatePresignedNotebookInstanceUrl', 'open a notebook and act as its role'],
  ['a build that is there', 'codebuild:StartBuild', 'start a build with commands of its own, as its role'],
  ['a task that runs', 'ecs:ExecuteCommand', 'run commands in tasks, as their role'],
  ['commands on instances', 'ssm:SendCommand', 'run commands on instances, as their role'],
  ['a session on instances', 'ssm:StartSession', 'open a shell on instances, as their role'],
  ['a key on instances', 'ec2-instance-connect:SendSSHPublicKey', 'log in to instances and act as their role'],
  [
    'the user data of an instance',
    'ec2:ModifyInstanceAttribute ec2:StopInstances ec2:StartInstances',
    'run code of its own on an instance, as its role',
  ],
  [
    'a state machine that is there',
    'states:UpdateStateMachine states:StartExecution',
    'rewrite a state machine and act as its role',
  ],
  ['a service that is there', 'apprunner:UpdateService', 'run code of its own as the role of a service'],
  ['an access entry', 'eks:CreateAccessEntry eks:AssociateAccessPolicy', 'make itself an administrator of a cluster'],
  [
    'a permission set',
    'sso:PutInlinePolicyToPermissionSet sso:ProvisionPermissionSet',
    'write any policy for a permission set',
  ],
  [
    'a policy for a permission set',
    'sso:AttachManagedPolicyToPermissionSet sso:ProvisionPermissionSet',
    'attach any policy to a permission set',
  ],
  ['an assignment', 'sso:CreateAccountAssignment', 'assign any permission set to itself'],
]

/**
 * Every published way to raise one's own permissions by IAM actions that we know of.
 * Sources: "AWS IAM Privilege Escalation – Methods and Mitigation" (Rhino Security Labs), "IAM Vulnerable" (Bishop Fox),
 * pathfinding.cloud (Datadog), and the services' own guides, as they stood in 2025.
 */
export const ESCALATION_PATHS: readonly EscalationPath[] = [
  ...PASSING.map(([name, actions, says]) => {
    return { name: `a role passed to ${name}`, actions: ['iam:PassRole', ...actions.split(' ')], says }
  }),
  ...OTHERS.map(([name, actions, says]) => ({ name, actions: actions.split(' '), says })),
]
