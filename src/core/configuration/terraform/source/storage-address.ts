/** A bucket's address without a scheme, spelled as the one with a scheme would be; `location` is host and path. */
export interface StorageAddress {
  readonly kind: 's3' | 'gcs'
  readonly location: string
}

/** The short forms for Amazon S3 (path style and both styles with the bucket as host) and Google Cloud Storage. */
export function storageAddress(base: string): StorageAddress | undefined {
  const [host = '', ...path] = base.split('/')
  if (host.endsWith('googleapis.com') && path.length >= 4) {
    return { kind: 'gcs', location: ['www.googleapis.com', 'storage', ...path.slice(1)].join('/') }
  }
  if (!host.endsWith('.amazonaws.com') || path.length === 0) return undefined
  const labels = host.split('.')
  const [first = '', second = '', third = ''] = labels
  if (labels.length === 3) return { kind: 's3', location: base }
  if (labels.length === 4) return { kind: 's3', location: [`${second}.amazonaws.com`, first, ...path].join('/') }
  if (labels.length !== 5 || second !== 's3') return undefined
  return { kind: 's3', location: [`s3.${third}.amazonaws.com`, first, ...path].join('/') }
}
