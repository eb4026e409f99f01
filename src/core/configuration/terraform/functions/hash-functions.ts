import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase64 } from './base64.ts'
import { type FunctionTable, ofText, ofTexts } from './function.ts'
import { uuidv5 } from './uuid.ts'

/** Source: "Hash and Crypto Functions", Terraform language documentation. */
export const HASH_FUNCTIONS: FunctionTable = {
  md5: ofText((text) => bytesToHex(md5(bytesOf(text)))),
  sha1: ofText((text) => bytesToHex(sha1(bytesOf(text)))),
  sha256: ofText((text) => bytesToHex(sha256(bytesOf(text)))),
  sha512: ofText((text) => bytesToHex(sha512(bytesOf(text)))),
  base64sha256: ofText((text) => toBase64(sha256(bytesOf(text)))),
  base64sha512: ofText((text) => toBase64(sha512(bytesOf(text)))),
  uuidv5: ofTexts(uuidv5),
}

function bytesOf(text: string): Uint8Array {
  return utf8ToBytes(text.toWellFormed())
}
