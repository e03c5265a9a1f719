import { describe, expect, it } from 'vitest';
import { currencyDigits, isCurrency } from './currencies.ts';

/**
 * ISO 4217's list one by minor unit, without the codes that have none: as published on 2024-06-25, and amended up to number 180
 * (https://www.six-group.com/en/products-services/financial-information/market-reference-data/data-standards.html).
 */
const LIST_ONE = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: `
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF
    CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL
    MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR
    PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
    TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
  `,
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const byDigits = Object.entries(LIST_ONE).map(
  ([digits, codes]) => [Number(digits), codes.trim().split(/\s+/)] as const,
);

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const allCodes = LETTERS.flatMap((a) => LETTERS.flatMap((b) => LETTERS.map((c) => `${a}${b}${c}`)));

describe('isCurrency', () => {
  it('is true of list one, and of no other code', () => {
    expect(allCodes.filter(isCurrency)).toEqual(byDigits.flatMap(([, codes]) => codes).toSorted());
  });

  it.each(['MRU', 'STN', 'UYW', 'VES', 'VED', 'SLE', 'XCG', 'ZWG', 'XAD'])(
    'is true of %s, which an amendment added',
    (code) => {
      expect(isCurrency(code)).toBe(true);
    },
  );

  it.each(['MRO', 'STD', 'BYR', 'VEF', 'SLL', 'HRK', 'ANG', 'CUC', 'ZWL', 'BGN'])(
    'is false of %s, which an amendment removed',
    (code) => {
      expect(isCurrency(code)).toBe(false);
    },
  );

  it.each(['XAU', 'XDR', 'XTS', 'XXX'])('is false of %s, which has no minor unit', (code) => {
    expect(isCurrency(code)).toBe(false);
  });
});

describe('currencyDigits', () => {
  it.each(byDigits)('is %d where list one says so', (digits, codes) => {
    expect(codes.filter((code) => currencyDigits(code) !== digits)).toEqual([]);
  });

  it('is 2 for a currency that is no longer listed', () => {
    expect(currencyDigits('HRK')).toBe(2);
  });
});
