/** Notes, checkpoints and proofs against the examples of the specifications (C2SP), and against what the journal writes. */
import { expect, test } from 'vitest';
import { checkpointText, logProof, newKey, signerFromPem, signNote } from '../journal/note.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { leafHash, nodeHash } from './merkle.ts';
import { isProven, readCheckpoint, readLogProof, readNote, readVerifierKey, signersOf } from './note.ts';

/** From c2sp.org/signed-note. */
const SPEC_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const SPEC_NOTE =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
/** From the reference implementation of notes (golang.org/x/mod/sumdb/note). */
const GO_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_NOTE =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
/** From c2sp.org/tlog-checkpoint. */
const SPEC_CHECKPOINT =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';
/** From c2sp.org/signed-note: text with an empty line in it. */
const SPEC_POEM =
  'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n';

test.each([
  ['the specification', SPEC_KEY, SPEC_NOTE],
  ['the reference implementation', GO_KEY, GO_NOTE],
])('the example note of %s is signed by its example key, and with any letter changed it is not', (_, vkey, text) => {
  const key = readVerifierKey(vkey)!;
  expect(signersOf(readNote(text)!, [key])).toEqual([key]);
  for (const index of [0, 5, text.indexOf('\n\n') - 1]) {
    const changed = `${text.slice(0, index)}#${text.slice(index + 1)}`;
    expect(signersOf(readNote(changed)!, [key])).toBe('forged');
  }
});

test('a note whose text has an empty line ends at the last one', () => {
  expect(readNote(SPEC_POEM)?.text).toMatch(/\n\ned è subito sera\.\n$/);
});

test('the example checkpoint of the specification reads as origin, size and root', () => {
  const checkpoint = readCheckpoint(readNote(SPEC_CHECKPOINT)!.text)!;
  expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
  expect(toBase64(checkpoint.root)).toBe('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=');
});

test('a key whose id is not its own, or that is of another type, is none', () => {
  expect(readVerifierKey(SPEC_KEY.replace('530d903a', '530d903b'))).toBeUndefined();
  expect(readVerifierKey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2')).toBeUndefined();
  expect(readVerifierKey('PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toBeUndefined();
});

test('signatures of unknown keys say nothing, and spoil nothing', () => {
  const [mine, other] = [signerFromPem('a.example/log', newKey()), signerFromPem('witness.example', newKey())];
  const note = readNote(signNote('a text\n', mine, other))!;
  const key = readVerifierKey(mine.verifierKey)!;
  expect(signersOf(note, [key])).toEqual([key]);
  expect(signersOf(note, [])).toEqual([]);
});

test.each([
  ['no blank line', 'text\n— a.example AAAAAAAA\n'],
  ['a control character', `te\u0007xt\n\n— a.example AAAAAAAA\n`],
  ['no newline at its end', 'text\n\n— a.example AAAAAAAA'],
  ['a signature that is no base 64', 'text\n\n— a.example AAA\n'],
])('a note with %s is none', (_, text) => {
  expect(readNote(text)).toBeUndefined();
});

test.each([
  ['a size with a leading zero', 'log\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
  ['a root that is too short', 'log\n1\nCsUYapGGPo4=\n'],
  ['no origin', '\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
  ['an empty extension line', 'log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nmore\n'],
])('a checkpoint with %s is none', (_, text) => {
  expect(readCheckpoint(text)).toBeUndefined();
});

test('one text for the same bytes: base 64 with bits that say nothing is refused', () => {
  expect(fromBase64('AAE=')).toEqual(Uint8Array.of(0, 1));
  expect(fromBase64('AAF=')).toBeUndefined();
  expect(fromBase64('AAE')).toBeUndefined();
});

test('a proof in the form of tlog-proof convinces by itself, of its own entry, under its own key', () => {
  const signer = signerFromPem('a.example/log', newKey());
  const key = readVerifierKey(signer.verifierKey)!;
  const [one, two] = ['one', 'two'].map((text) => leafHash(Buffer.from(text))) as [Uint8Array, Uint8Array];
  const head = { size: 2, root: nodeHash(one, two) };
  const text = logProof(1, [one], signNote(checkpointText('a.example/log', head), signer));
  const proof = readLogProof(text)!;
  expect(proof.index).toBe(1);
  expect(isProven(proof, two, [key])).toBe(true);
  expect(isProven(proof, one, [key])).toBe(false);
  expect(isProven(proof, two, [readVerifierKey(GO_KEY)!])).toBe(false);
  expect(readLogProof(text.replace('index 1', 'index 01'))).toBeUndefined();
  expect(readLogProof(text.replace('index 1', 'extra AAE=\nindex 1'))?.index).toBe(1);
  expect(text.split('\n').slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 1']);
});
