/**
 * Logarithm and exponential with the same bits on every engine. Math.log and Math.exp may differ in the last place from
 * engine to engine; these use only + - * / and the bits of a double. After fdlibm 5.3 (Sun Microsystems, 1993), whose
 * error bound is below one unit in the last place.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;

const cell = new DataView(new ArrayBuffer(8));

/** 2 to the power 1023 down to -1024: a multiplication that changes the exponent alone. */
const INVERSE_POWERS = new Float64Array(2048);
for (let i = 0, power = 8.98846567431158e307; i < INVERSE_POWERS.length; i++, power /= 2) INVERSE_POWERS[i] = power;

/** Natural logarithm. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const isTiny = x < 2.2250738585072014e-308;
  const scaled = isTiny ? x * 18014398509481984 : x;
  cell.setFloat64(0, scaled);
  const high = cell.getInt32(0);
  // The power of two that leaves a number near 1, from 0.7 to 1.4.
  const power = (high >> 20) - 1023 + ((((high & 0x000fffff) + 0x95f64) & 0x100000) >> 20);
  const exponent = isTiny ? power - 54 : power;
  const f = scaled * INVERSE_POWERS[power + 1023]! - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  return exponent * LN2_HIGH - (half - (s * (half + (even + odd)) + exponent * LN2_LOW) - f);
}

/** e to the power x; 0 below -745 and infinite above 709.78. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return k >= -1021 ? y * powerOfTwo(k >> 1) * powerOfTwo(k - (k >> 1)) : y * powerOfTwo(k + 1000) * powerOfTwo(-1000);
}

function powerOfTwo(k: number): number {
  cell.setInt32(0, (k + 1023) << 20);
  cell.setInt32(4, 0);
  return cell.getFloat64(0);
}

/** To ten-thousandths: digits enough for an estimate, and few when a state is written down. */
export const shortened = (value: number): number => Math.floor(value * 10_000 + 0.5) / 10_000;
