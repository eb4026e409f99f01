import { textOf, type Value } from '../../../value/value.ts'
import type { StackResource } from '../stack.ts'
import { valueAt } from './property-path.ts'
import type { Translation } from './translation.ts'

type Blocks = NonNullable<Translation['blocks']>

const CATALOG = { catalog_id: 'CatalogId' }
const TABLE = { ...CATALOG, database_name: 'DatabaseName', name: 'Name' }

/** What a permission or a tag is on. */
const TARGETS: Blocks = {
  database: { property: 'Resource.Database', arguments: { ...CATALOG, name: 'Name' } },
  table: { property: 'Resource.Table', arguments: { ...TABLE, wildcard: 'TableWildcard' } },
  table_with_columns: {
    property: 'Resource.TableWithColumns',
    arguments: {
      ...TABLE,
      column_names: 'ColumnNames',
      wildcard: 'ColumnWildcard',
      excluded_column_names: 'ColumnWildcard.ExcludedColumnNames',
    },
  },
}

/** Permissions of Lake Formation, and the tags by which they are given. Source: AWS CloudFormation Template Reference. */
export const LAKE_FORMATION_TRANSLATIONS: readonly Translation[] = [
  {
    from: 'AWS::LakeFormation::PrincipalPermissions',
    to: 'aws_lakeformation_permissions',
    arguments: {
      principal: 'Principal.DataLakePrincipalIdentifier',
      permissions: 'Permissions',
      permissions_with_grant_option: 'PermissionsWithGrantOption',
      catalog_id: 'Catalog',
    },
    blocks: {
      ...TARGETS,
      data_location: { property: 'Resource.DataLocation', arguments: { ...CATALOG, arn: 'ResourceArn' } },
      data_cells_filter: {
        property: 'Resource.DataCellsFilter',
        arguments: {
          database_name: 'DatabaseName',
          name: 'Name',
          table_catalog_id: 'TableCatalogId',
          table_name: 'TableName',
        },
      },
      lf_tag: { property: 'Resource.LFTag', arguments: { ...CATALOG, key: 'TagKey', values: 'TagValues' } },
      lf_tag_policy: {
        property: 'Resource.LFTagPolicy',
        arguments: { ...CATALOG, resource_type: 'ResourceType', expression: 'Expression' },
      },
    },
    made: wholeCatalog,
    alsoReads: ['Resource.Catalog'],
  },
  {
    from: 'AWS::LakeFormation::TagAssociation',
    to: 'aws_lakeformation_resource_lf_tags',
    arguments: {},
    blocks: {
      ...TARGETS,
      lf_tag: { property: 'LFTags', arguments: { ...CATALOG, key: 'TagKey', value: 'TagValues' } },
    },
  },
  {
    from: 'AWS::LakeFormation::Tag',
    to: 'aws_lakeformation_lf_tag',
    arguments: { ...CATALOG, key: 'TagKey', values: 'TagValues' },
  },
]

/** The catalog as a whole is meant where it is named, with nothing in it. */
function wholeCatalog(resource: StackResource): Readonly<Record<string, Value>> {
  const catalog = valueAt(resource.properties(), 'Resource.Catalog')
  return catalog === undefined || catalog.kind === 'null' ? {} : { catalog_resource: textOf('true', catalog.spans) }
}
