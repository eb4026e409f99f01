import { type Pair, pairsOf, type Row } from './pair.ts'

const OTHER = 'arn:aws:iam::111122223333:role/task'

function batch(privileged: boolean): string {
  return JSON.stringify({ image: 'shop', privileged })
}

function task(more: Readonly<Record<string, unknown>>): string {
  return JSON.stringify([{ name: 'shop', image: 'shop', ...more }])
}

const NOTEBOOK = 'aws_sagemaker_notebook_instance'

/** What runs, and who calls it. */
const ROWS: readonly Row[] = [
  [
    'a function that anybody may call by its URL',
    'CKV_AWS_258',
    [
      'aws_lambda_function_url',
      'function_name = "it"\n authorization_type = "AWS_IAM"',
      'function_name = "it"\n authorization_type = "NONE"',
    ],
    ['AWS::Lambda::Url', 'TargetFunctionArn: it, AuthType: AWS_IAM', 'TargetFunctionArn: it, AuthType: NONE'],
  ],
  [
    'a function that anybody may call',
    'CKV_AWS_301',
    [
      'aws_lambda_permission',
      'function_name = "it"\n action = "lambda:InvokeFunction"\n principal = "111122223333"',
      'function_name = "it"\n action = "lambda:InvokeFunction"\n principal = "*"',
    ],
    [
      'AWS::Lambda::Permission',
      'FunctionName: it, Action: lambda:InvokeFunction, Principal: "111122223333"',
      'FunctionName: it, Action: lambda:InvokeFunction, Principal: "*"',
    ],
  ],
  [
    'a function that any bucket may call',
    'CKV_AWS_364 AWS-0067',
    [
      'aws_lambda_permission',
      'function_name = "it"\n action = "lambda:InvokeFunction"\n principal = "s3.amazonaws.com"\n source_arn = "arn:aws:s3:::reports"',
      'function_name = "it"\n action = "lambda:InvokeFunction"\n principal = "s3.amazonaws.com"',
    ],
    [
      'AWS::Lambda::Permission',
      'FunctionName: it, Action: lambda:InvokeFunction, Principal: s3.amazonaws.com, SourceArn: "arn:aws:s3:::reports"',
      'FunctionName: it, Action: lambda:InvokeFunction, Principal: s3.amazonaws.com',
    ],
  ],
  [
    'code that nobody signed',
    'CKV_AWS_272',
    [
      'aws_lambda_function',
      'function_name = "it"\n code_signing_config_arn = "arn:aws:lambda:eu-west-1:111122223333:code-signing-config:one"',
      'function_name = "it"',
    ],
    [
      'AWS::Lambda::Function',
      'FunctionName: it, CodeSigningConfigArn: "arn:aws:lambda:eu-west-1:111122223333:code-signing-config:one"',
      'FunctionName: it',
    ],
  ],
  [
    'any origin for a function',
    'CKV2_AWS_75',
    [
      'aws_lambda_function_url',
      'function_name = "it"\n authorization_type = "AWS_IAM"\n cors {\n allow_origins = ["https://shop.example.com"]\n}',
      'function_name = "it"\n authorization_type = "AWS_IAM"\n cors {\n allow_origins = ["*"]\n}',
    ],
    [
      'AWS::Lambda::Url',
      'TargetFunctionArn: it, AuthType: AWS_IAM, Cors: {AllowOrigins: ["https://shop.example.com"]}',
      'TargetFunctionArn: it, AuthType: AWS_IAM, Cors: {AllowOrigins: ["*"]}',
    ],
  ],
  [
    'any origin for an API',
    'CKV2_AWS_75',
    [
      'aws_apigatewayv2_api',
      'name = "it"\n protocol_type = "HTTP"\n cors_configuration {\n allow_origins = ["https://shop.example.com"]\n}',
      'name = "it"\n protocol_type = "HTTP"\n cors_configuration {\n allow_origins = ["*"]\n}',
    ],
    [
      'AWS::ApiGatewayV2::Api',
      'Name: it, ProtocolType: HTTP, CorsConfiguration: {AllowOrigins: ["https://shop.example.com"]}',
      'Name: it, ProtocolType: HTTP, CorsConfiguration: {AllowOrigins: ["*"]}',
    ],
  ],
  [
    'a method without a login',
    'CKV_AWS_59 AWS-0004',
    [
      'aws_api_gateway_method',
      'rest_api_id = "it"\n http_method = "GET"\n authorization = "AWS_IAM"',
      'rest_api_id = "it"\n http_method = "GET"\n authorization = "NONE"',
    ],
    [
      'AWS::ApiGateway::Method',
      'RestApiId: it, ResourceId: it, HttpMethod: GET, AuthorizationType: AWS_IAM',
      'RestApiId: it, ResourceId: it, HttpMethod: GET, AuthorizationType: NONE',
    ],
  ],
  [
    'a method without a key',
    'CKV2_AWS_70 AWS-0004',
    [
      'aws_api_gateway_method',
      'rest_api_id = "it"\n http_method = "GET"\n authorization = "NONE"\n api_key_required = true',
      'rest_api_id = "it"\n http_method = "GET"\n authorization = "NONE"\n api_key_required = false',
    ],
    [
      'AWS::ApiGateway::Method',
      'RestApiId: it, ResourceId: it, HttpMethod: GET, AuthorizationType: NONE, ApiKeyRequired: true',
      'RestApiId: it, ResourceId: it, HttpMethod: GET, AuthorizationType: NONE',
    ],
  ],
  [
    'a route without a login',
    'CKV_AWS_309',
    [
      'aws_apigatewayv2_route',
      'api_id = "it"\n route_key = "GET /it"\n authorization_type = "AWS_IAM"',
      'api_id = "it"\n route_key = "GET /it"\n authorization_type = "NONE"',
    ],
    [
      'AWS::ApiGatewayV2::Route',
      'ApiId: it, RouteKey: GET /it, AuthorizationType: AWS_IAM',
      'ApiId: it, RouteKey: GET /it, AuthorizationType: NONE',
    ],
  ],
  [
    'guests',
    'CKV_AWS_366',
    [
      'aws_cognito_identity_pool',
      'allow_unauthenticated_identities = false',
      'allow_unauthenticated_identities = true',
    ],
    ['AWS::Cognito::IdentityPool', 'AllowUnauthenticatedIdentities: false', 'AllowUnauthenticatedIdentities: true'],
  ],
  [
    'a container with the rights of its host',
    'CKV_AWS_334',
    [
      'aws_ecs_task_definition',
      `family = "it"\n container_definitions = ${JSON.stringify(task({ privileged: false }))}`,
      `family = "it"\n container_definitions = ${JSON.stringify(task({ privileged: true }))}`,
    ],
    [
      'AWS::ECS::TaskDefinition',
      'Family: it, ContainerDefinitions: [{Name: shop, Image: shop, Privileged: false}]',
      'Family: it, ContainerDefinitions: [{Name: shop, Image: shop, Privileged: true}]',
    ],
  ],
  [
    'a job with the rights of its host',
    'CKV_AWS_210',
    [
      'aws_batch_job_definition',
      `name = "it"\n type = "container"\n container_properties = ${JSON.stringify(batch(false))}`,
      `name = "it"\n type = "container"\n container_properties = ${JSON.stringify(batch(true))}`,
    ],
    [
      'AWS::Batch::JobDefinition',
      'Type: container, ContainerProperties: {Image: shop, Privileged: false}',
      'Type: container, ContainerProperties: {Image: shop, Privileged: true}',
    ],
  ],
  [
    'a task that sees the processes of its host',
    'CKV_AWS_335',
    ['aws_ecs_task_definition', 'family = "it"\n pid_mode = "task"', 'family = "it"\n pid_mode = "host"'],
    ['AWS::ECS::TaskDefinition', 'Family: it, PidMode: task', 'Family: it, PidMode: host'],
  ],
  [
    'builds with the rights of their host',
    'CKV_AWS_316',
    [
      'aws_codebuild_project',
      'name = "it"\n environment {\n privileged_mode = false\n}',
      'name = "it"\n environment {\n privileged_mode = true\n}',
    ],
    [
      'AWS::CodeBuild::Project',
      'Name: it, Environment: {PrivilegedMode: false}',
      'Name: it, Environment: {PrivilegedMode: true}',
    ],
  ],
  [
    'a task whose agent and code have one role',
    'CKV_AWS_249',
    [
      'aws_ecs_task_definition',
      `family = "it"\n execution_role_arn = "${OTHER}"`,
      `family = "it"\n execution_role_arn = "${OTHER}"\n task_role_arn = "${OTHER}"`,
    ],
  ],
  [
    'a search domain without users of its own',
    'CKV2_AWS_52',
    [
      'aws_opensearch_domain',
      'domain_name = "it"\n advanced_security_options {\n enabled = true\n}',
      'domain_name = "it"\n advanced_security_options {\n enabled = false\n}',
    ],
    [
      'AWS::OpenSearchService::Domain',
      'AdvancedSecurityOptions: {Enabled: true}',
      'AdvancedSecurityOptions: {Enabled: false}',
    ],
  ],
  [
    'a notebook with a way to the internet',
    'CKV_AWS_122',
    [NOTEBOOK, 'direct_internet_access = "Disabled"', 'direct_internet_access = "Enabled"'],
    ['AWS::SageMaker::NotebookInstance', 'DirectInternetAccess: Disabled', 'DirectInternetAccess: Enabled'],
  ],
  [
    'a notebook outside of a network',
    'CKV_AWS_306',
    [NOTEBOOK, 'name = "it"\n subnet_id = "subnet-1"', 'name = "it"'],
    ['AWS::SageMaker::NotebookInstance', 'SubnetId: subnet-1', 'NotebookInstanceName: it'],
  ],
  [
    'a notebook whose users are root',
    'CKV_AWS_307',
    [NOTEBOOK, 'root_access = "Disabled"', 'root_access = "Enabled"'],
    ['AWS::SageMaker::NotebookInstance', 'RootAccess: Disabled', 'RootAccess: Enabled'],
  ],
  [
    'credentials of a notebook for whoever makes it send a request',
    'CKV_AWS_371',
    [
      NOTEBOOK,
      'instance_metadata_service_configuration {\n minimum_instance_metadata_service_version = "2"\n}',
      'instance_metadata_service_configuration {\n minimum_instance_metadata_service_version = "1"\n}',
    ],
    [
      'AWS::SageMaker::NotebookInstance',
      'InstanceMetadataServiceConfiguration: {MinimumInstanceMetadataServiceVersion: "2"}',
      'InstanceMetadataServiceConfiguration: {MinimumInstanceMetadataServiceVersion: "1"}',
    ],
  ],
  [
    'a model with a network',
    'CKV_AWS_370',
    ['aws_sagemaker_model', 'enable_network_isolation = true', 'enable_network_isolation = false'],
    ['AWS::SageMaker::Model', 'EnableNetworkIsolation: true', 'EnableNetworkIsolation: false'],
  ],
]

export const SERVICES: readonly Pair[] = pairsOf(ROWS)
