/** Imported before everything else, which would not even load on a Node that is too old. */
import { nodeRemark } from './node-support.mjs';

const remark = nodeRemark(process.versions.node, new Date());
if (remark?.refused) {
  console.error(remark.line);
  process.exit(1);
}
if (remark) console.log(remark.line);
