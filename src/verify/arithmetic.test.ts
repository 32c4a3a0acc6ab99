/** The reader's own SHA-2 and Ed25519 against Node's, and against the vectors of RFC 8032. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSignedBy } from './ed25519.ts';
import { Sha256, sha256 } from './sha256.ts';
import { Sha512, sha512 } from './sha512.ts';

const messages = fc.uint8Array({ maxLength: 700 });

test('the hashes of any bytes are those that Node computes, in whatever pieces they come', () => {
  fc.assert(
    fc.property(messages, fc.array(fc.integer({ min: 1, max: 200 })), (message, cuts) => {
      const short = new Sha256();
      const long = new Sha512();
      let offset = 0;
      for (const cut of [...cuts, message.length]) {
        const piece = message.subarray(offset, offset + cut);
        short.update(piece);
        long.update(piece);
        offset += piece.length;
      }
      expect(short.digest()).toEqual(new Uint8Array(hash('sha256', message, 'buffer')));
      expect(long.digest()).toEqual(new Uint8Array(hash('sha512', message, 'buffer')));
    }),
    { numRuns: 500 },
  );
  for (let length = 0; length < 300; length += 1) {
    const message = new Uint8Array(length).fill(length);
    expect(sha256(message)).toEqual(new Uint8Array(hash('sha256', message, 'buffer')));
    expect(sha512(message)).toEqual(new Uint8Array(hash('sha512', message, 'buffer')));
  }
});

/** Section 7.1: public key, message, signature. */
const RFC_8032 = [
  [
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const;

test.each(RFC_8032)('the signature of RFC 8032 by %s holds', (key, message, signature) => {
  const [k, m, s] = [key, message, signature].map((text) => Buffer.from(text, 'hex')) as [Buffer, Buffer, Buffer];
  expect(isSignedBy(k, m, s)).toBe(true);
});

test('a signature is believed exactly where Node believes it: as it was made, and with any byte changed', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const message = Buffer.from('a tree head');
  const signature = sign(null, message, privateKey);
  expect(isSignedBy(raw, message, signature)).toBe(true);
  for (let index = 0; index < 64; index += 5) {
    const changed = Uint8Array.from(signature);
    changed[index]! ^= 1 << (index % 8);
    expect(isSignedBy(raw, message, changed), `byte ${index}`).toBe(verify(null, message, publicKey, changed));
  }
  expect(isSignedBy(raw, Buffer.from('another head'), signature)).toBe(false);
  const other = createPublicKey(
    createPrivateKey(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })),
  );
  expect(isSignedBy(other.export({ format: 'der', type: 'spki' }).subarray(-32), message, signature)).toBe(false);
});
