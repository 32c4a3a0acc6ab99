/** Whole numbers under 64 as letters that stand in JSON and in addresses as they are. */
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
export const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]));
