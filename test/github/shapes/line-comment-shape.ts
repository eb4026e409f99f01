import { authorAssociation } from '../world/access.ts'
import type { LineComment, Pull } from '../world/pull.ts'
import type { World } from '../world/world.ts'
import { accountShape, nodeId } from './account-shape.ts'
import { pullUrls } from './pull-shape.ts'
import { repositoryUrl } from './repository-shape.ts'

/** A comment on lines of a file, as pulls/list-review-comments shows it. */
export function lineCommentShape(world: World, pull: Pull, { id, review, path, body, place }: LineComment) {
  const { url: pullUrl, html_url: pullHtml } = pullUrls(world, pull)
  const url = `${repositoryUrl(world, pull.base)}/pulls/comments/${id}`
  const html = `${pullHtml}#discussion_r${id}`
  const commit = review.commitId ?? pull.headSha
  return {
    id,
    node_id: nodeId('PRRC', id),
    url,
    pull_request_review_id: review.id,
    diff_hunk: '@@ -1 +1 @@',
    path,
    position: 1,
    original_position: 1,
    commit_id: commit,
    original_commit_id: commit,
    user: accountShape(world, review.user),
    body,
    created_at: review.submittedAt,
    updated_at: review.submittedAt,
    html_url: html,
    pull_request_url: pullUrl,
    author_association: authorAssociation(world, pull.base, review.user),
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pullUrl } },
    line: place.line,
    original_line: place.line,
    side: place.side,
    ...(place.startLine === undefined ? {} : { start_line: place.startLine, start_side: place.side }),
  }
}
