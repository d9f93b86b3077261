#!/usr/bin/env node
// Deterministic generator of OCDS compiled releases (UK "Find a Tender" flavour).
//
//   node gen.mjs N SEED > file.jsonl         one compact JSON release per line
//
// Same nested shape and field names as the seed documents. Each release draws
// from its own PRNG, seeded by (SEED, index), so the stream never needs
// buffering and any record can be regenerated alone. Population sizes (buyers,
// suppliers) scale with N; everything else depends only on (SEED, index).
//
// What is modelled: Zipf buyers (2,000 per 100k releases) and suppliers, ~1.4
// lots per tender with a tail to 40, CPV classifications per item, NUTS/ITL
// delivery regions, 55 % awarded (1-3 suppliers, frameworks up to 50), 40 %
// contracted, notices as documents, bid statistics, two years of dates,
// lognormal amounts.

// ---------------------------------------------------------------- randomness

/** sfc32: small, fast, good enough; returns floats in [0,1). */
function sfc32(a, b, c, d) {
  return () => {
    a |= 0;
    b |= 0;
    c |= 0;
    d |= 0;
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
}

class Rng {
  constructor(seed, stream) {
    this.next = sfc32(0x9e3779b9 ^ seed, 0x243f6a88 ^ stream, 0xb7e15162 + seed * 31, stream * 0x85ebca6b);
    for (let i = 0; i < 12; i++) this.next();
  }
  int(lo, hi) {
    return lo + Math.floor(this.next() * (hi - lo + 1));
  } // inclusive
  chance(p) {
    return this.next() < p;
  }
  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }
  normal() {
    const u = 1 - this.next();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.next());
  }
  lognormal(mu, sigma) {
    return Math.exp(mu + sigma * this.normal());
  }
}

/** Cumulative Zipf table; draw(u) is a rank in [0,n). */
function zipf(n, s) {
  const cum = new Float64Array(n);
  let total = 0;
  for (let i = 0; i < n; i++) cum[i] = total += 1 / Math.pow(i + 1, s);
  return (u) => {
    const x = u * total;
    let lo = 0,
      hi = n - 1;
    while (lo < hi) {
      const m = (lo + hi) >> 1;
      if (cum[m] < x) lo = m + 1;
      else hi = m;
    }
    return lo;
  };
}

// ---------------------------------------------------------------- vocabulary

const PLACES = [
  ['Coventry', 'UKG33'],
  ['Worcester', 'UKG12'],
  ['Northallerton', 'UKE22'],
  ['Newry', 'UKN08'],
  ['York', 'UKE21'],
  ['Leeds', 'UKE42'],
  ['Bristol', 'UKK11'],
  ['Manchester', 'UKD33'],
  ['Glasgow', 'UKM82'],
  ['Cardiff', 'UKL22'],
  ['Belfast', 'UKN06'],
  ['Norwich', 'UKH15'],
  ['Exeter', 'UKK43'],
  ['Hackney', 'UKI41'],
  ['Camden', 'UKI31'],
  ['Durham', 'UKC14'],
  ['Carlisle', 'UKD11'],
  ['Preston', 'UKD45'],
  ['Derby', 'UKF11'],
  ['Lincoln', 'UKF30'],
  ['Oxford', 'UKJ14'],
  ['Reading', 'UKJ11'],
  ['Brighton', 'UKJ21'],
  ['Maidstone', 'UKJ45'],
  ['Ipswich', 'UKH14'],
  ['Luton', 'UKH21'],
  ['Swansea', 'UKL18'],
  ['Wrexham', 'UKL23'],
  ['Aberdeen', 'UKM50'],
  ['Dundee', 'UKM71'],
  ['Inverness', 'UKM62'],
  ['Stirling', 'UKM77'],
  ['Plymouth', 'UKK41'],
  ['Swindon', 'UKK14'],
  ['Stoke-on-Trent', 'UKG23'],
  ['Wolverhampton', 'UKG39'],
  ['Hull', 'UKE11'],
  ['Sheffield', 'UKE32'],
  ['Bradford', 'UKE41'],
  ['Sunderland', 'UKC23'],
];
const BUYER_FORMS = [
  (p) => `${p} City Council`,
  (p) => `${p} Borough Council`,
  (p) => `${p} County Council`,
  (p) => `University of ${p}`,
  (p) => `${p} NHS Foundation Trust`,
  (p) => `${p} Housing Association`,
  (p) => `${p} Fire and Rescue Service`,
  (p) => `Police and Crime Commissioner for ${p}`,
  (p) => `${p} College`,
  (p) => `${p} Academies Trust`,
];
const FIRM_A = [
  'Northern',
  'Albion',
  'Castle',
  'Bridge',
  'Summit',
  'Harbour',
  'Oak',
  'Sterling',
  'Vertex',
  'Crown',
  'Pennine',
  'Meridian',
  'Apex',
  'Beacon',
  'Orchard',
  'Granite',
  'Willow',
  'Falcon',
  'Phoenix',
  'Mercia',
  'Thames',
  'Severn',
  'Solent',
  'Regent',
  'Atlas',
];
const FIRM_B = [
  'Construction',
  'Consulting',
  'Care',
  'Digital',
  'Facilities',
  'Engineering',
  'Catering',
  'Transport',
  'Roofing',
  'Security',
  'Training',
  'Environmental',
  'Software',
  'Logistics',
  'Medical',
  'Landscapes',
  'Surveying',
  'Energy',
  'Interiors',
  'Recruitment',
];
const FIRM_C = ['LTD', 'LIMITED', 'CIC', 'PLC', 'LLP', 'GROUP LTD', 'SERVICES LTD', '(UK) LIMITED'];

// Division, procurement category, title subjects, sample codes [code, description].
const CPV = [
  [
    '45',
    'works',
    [
      'Flat Roofing',
      'School Extension',
      'Bridge Strengthening',
      'Road Resurfacing',
      'Boiler Replacement',
      'Coastal and Flood Defence Maintenance',
    ],
    [
      ['45000000', 'Construction work'],
      ['45261000', 'Erection and related works of roof frames and coverings'],
      ['45233142', 'Road-repair works'],
      ['45331110', 'Boiler installation work'],
      ['45214000', 'Construction work for buildings relating to education'],
    ],
  ],
  [
    '79',
    'services',
    ['Internal Audit', 'Temporary Staffing', 'Market Research', 'Security Guarding', 'Legal Advice'],
    [
      ['79000000', 'Business services: law, marketing, consulting, recruitment, printing and security'],
      ['79212000', 'Auditing services'],
      ['79620000', 'Supply services of personnel including temporary staff'],
      ['79710000', 'Security services'],
    ],
  ],
  [
    '85',
    'services',
    [
      'Preventative Support Programme',
      'Domiciliary Care',
      'Sexual Health Service',
      'Supported Living',
      'Sanctuary Scheme',
    ],
    [
      ['85000000', 'Health and social work services'],
      ['85300000', 'Social work and related services'],
      ['85310000', 'Social work services'],
      ['85100000', 'Health services'],
    ],
  ],
  [
    '72',
    'services',
    ['Data Platform', 'Case Management System', 'Network Support', 'Website Redevelopment', 'Cyber Assurance'],
    [
      ['72000000', 'IT services: consulting, software development, Internet and support'],
      ['72212000', 'Programming services of application software'],
      ['72400000', 'Internet services'],
      ['72600000', 'Computer support and consultancy services'],
    ],
  ],
  [
    '71',
    'services',
    ['Multi-Disciplinary Design Team', 'Structural Survey', 'Planning Consultancy', 'Condition Survey'],
    [
      ['71000000', 'Architectural, construction, engineering and inspection services'],
      ['71200000', 'Architectural and related services'],
      ['71300000', 'Engineering services'],
      ['71530000', 'Construction consultancy services'],
    ],
  ],
  [
    '33',
    'goods',
    ['Infusion Pumps', 'Patient Monitors', 'Pharmacy Supplies', 'Ultrasound Scanner'],
    [
      ['33000000', 'Medical equipments, pharmaceuticals and personal care products'],
      ['33100000', 'Medical equipments'],
      ['33600000', 'Pharmaceutical products'],
    ],
  ],
  [
    '50',
    'services',
    ['Lift Maintenance', 'Fleet Repair', 'Fire Alarm Servicing'],
    [
      ['50000000', 'Repair and maintenance services'],
      ['50610000', 'Repair and maintenance services of security equipment'],
      ['50750000', 'Lift-maintenance services'],
    ],
  ],
  [
    '80',
    'services',
    ['Apprenticeship Training', 'Skills Bootcamp', 'Coaching for Be Active Programmes'],
    [
      ['80000000', 'Education and training services'],
      ['80500000', 'Training services'],
      ['80530000', 'Vocational training services'],
    ],
  ],
  [
    '90',
    'services',
    ['Waste Collection', 'Street Cleansing', 'Grounds Maintenance', 'Asbestos Removal'],
    [
      ['90000000', 'Sewage, refuse, cleaning and environmental services'],
      ['90500000', 'Refuse and waste related services'],
      ['90910000', 'Cleaning services'],
    ],
  ],
  [
    '34',
    'goods',
    ['Electric Refuse Vehicles', 'Minibus Supply', 'Traffic Signs'],
    [
      ['34000000', 'Transport equipment and auxiliary products to transportation'],
      ['34100000', 'Motor vehicles'],
      ['34928200', 'Fences'],
    ],
  ],
  [
    '48',
    'goods',
    ['Finance Software', 'Library Management Software', 'Housing System Licences'],
    [
      ['48000000', 'Software package and information systems'],
      ['48440000', 'Financial analysis and accounting software package'],
    ],
  ],
  [
    '60',
    'services',
    ['Home to School Transport', 'Community Bus Service'],
    [
      ['60000000', 'Transport services (excl. Waste transport)'],
      ['60112000', 'Public road transport services'],
    ],
  ],
  [
    '55',
    'services',
    ['School Meals', 'Catering Concession'],
    [
      ['55000000', 'Hotel, restaurant and retail trade services'],
      ['55520000', 'Catering services'],
    ],
  ],
  [
    '92',
    'services',
    ['Leisure Centre Operation', 'Museum Exhibition'],
    [
      ['92000000', 'Recreational, cultural and sporting services'],
      ['92620000', 'Sport-related services'],
    ],
  ],
  [
    '30',
    'goods',
    ['Laptops and Peripherals', 'Print Managed Service'],
    [
      ['30000000', 'Office and computing machinery, equipment and supplies except furniture and software packages'],
      ['30213100', 'Portable computers'],
    ],
  ],
  [
    '39',
    'goods',
    ['Classroom Furniture', 'Kitchen Equipment'],
    [
      [
        '39000000',
        'Furniture (incl. office furniture), furnishings, domestic appliances (excl. lighting) and cleaning products',
      ],
      ['39100000', 'Furniture'],
    ],
  ],
  [
    '35',
    'goods',
    ['Body Worn Cameras', 'CCTV Replacement'],
    [
      ['35000000', 'Security, fire-fighting, police and defence equipment'],
      ['35121700', 'Alarm systems'],
    ],
  ],
  [
    '09',
    'goods',
    ['Electricity Supply', 'Liquid Fuels'],
    [
      ['09000000', 'Petroleum products, fuel, electricity and other sources of energy'],
      ['09310000', 'Electricity'],
    ],
  ],
  [
    '44',
    'goods',
    ['Building Materials', 'Street Lighting Columns'],
    [
      [
        '44000000',
        'Construction structures and materials; auxiliary products to construction (except electric apparatus)',
      ],
      ['44521130', 'Enhanced security lock'],
    ],
  ],
  [
    '98',
    'services',
    ['Wellness Services', 'Community Engagement'],
    [
      ['98000000', 'Other community, social and personal services'],
      ['98334000', 'Wellness services'],
    ],
  ],
];
const TITLE_TAILS = [
  'Framework',
  'Recommissioning',
  'Phase 2',
  'Phase 4/5',
  'Dynamic Market',
  'Services',
  'Programme',
  '2026-2030',
  'Partnership',
  'Contract',
  'Renewal',
  'Pilot',
];
const SENTENCES = [
  'The authority wishes to appoint a suitably experienced supplier to deliver the requirement described in the tender documents.',
  'This notice is for market awareness, engagement and request for information only.',
  'The contract will run for an initial period with options to extend subject to performance and the availability of funding.',
  'Bidders should note that any additional funding will be used solely to expand provision or deliver initiatives on behalf of local authorities.',
  'Further detail is included in the tender pack, which is available free of charge through the electronic tendering system.',
  'The service will be delivered across the district in partnership with local organisations and community groups.',
  'A site visit is strongly recommended; arrangements are set out in the invitation to tender.',
  'The total value stated is an estimate and no guarantee of expenditure is given under the agreement.',
];
const METRICS = [
  'Scheduled sessions delivered',
  'Staff absence cover',
  'Invoices submitted on time',
  'Participant risk monitoring',
  'Response time to urgent requests',
  'Customer satisfaction',
];
const CRITERIA = [
  ['Price', 'price'],
  ['Quality', 'quality'],
  ['Social Value', 'quality'],
  ['Technical', 'quality'],
  ['Methodology', 'quality'],
  ['Experience', 'quality'],
];
const ORG_TYPES = [
  ['publicAuthoritySubCentralGovernment', 'Public authority - sub-central government'],
  ['publicAuthorityCentralGovernment', 'Public authority - central government'],
  ['publicUndertaking', 'Public undertaking'],
];
const LEGAL_BASIS = { id: '2023/54', scheme: 'UKPGA', uri: 'https://www.legislation.gov.uk/ukpga/2023/54/contents' };
const NOTICES = {
  UK2: ['marketEngagementNotice', 'Preliminary market engagement notice on Find a Tender'],
  UK4: ['tenderNotice', 'Tender notice on Find a Tender'],
  UK6: ['awardNotice', 'Contract award notice on Find a Tender'],
  UK7: ['contractNotice', 'Contract details notice on Find a Tender'],
};

// ----------------------------------------------------------------- parameters

const START = Date.UTC(2024, 5, 1);
const DAYS = 730;
const DAY = 86_400_000;
const LETTERS = 'BCDGHJLMNPQRTVWXYZ';

// -------------------------------------------------------------------- helpers

/** UK local time, with +01:00 in (approximate) summer time, as in the seeds. */
function stamp(ms) {
  const d = new Date(ms);
  const summer = d.getUTCMonth() >= 3 && d.getUTCMonth() <= 9;
  const iso = new Date(ms + (summer ? 3_600_000 : 0)).toISOString().slice(0, 19);
  return iso + (summer ? '+01:00' : 'Z');
}
const startOfDay = (ms) => stamp(Math.floor(ms / DAY) * DAY).replace(/T..:..:../, 'T00:00:00');
const endOfDay = (ms) => stamp(Math.floor(ms / DAY) * DAY).replace(/T..:..:../, 'T23:59:59');
const money = (net) => ({
  amountGross: Math.round(net * 120) / 100,
  amount: Math.round(net * 100) / 100,
  currency: 'GBP',
});
const roundPrice = (x) =>
  x > 1e6 ? Math.round(x / 1e4) * 1e4 : x > 1e4 ? Math.round(x / 100) * 100 : Math.round(x * 100) / 100;

function prose(r, lo, hi) {
  const out = [];
  for (let n = r.int(lo, hi); n > 0; n--) out.push(r.pick(SENTENCES));
  return out.join(' ');
}

function pponFor(r, n) {
  let tag = '';
  let x = n;
  for (let i = 0; i < 4; i++) {
    tag += LETTERS[x % LETTERS.length];
    x = Math.floor(x / LETTERS.length);
  }
  return `P${r.pick(LETTERS)}${tag.slice(0, 2)}-${String(1000 + r.int(0, 8999))}-${tag.slice(2)}${r.pick(LETTERS)}${r.pick(LETTERS)}`;
}

/** Organisations are functions of (seed, kind, rank): no table has to be kept. */
function organisation(seed, kind, rank, cache) {
  let org = cache.get(rank);
  if (org) return org;
  const r = new Rng(seed ^ (kind === 'buyer' ? 0x51ed270b : 0x2545f491), rank);
  const id = pponFor(r, rank);
  const [place, region] = r.pick(PLACES);
  const name =
    kind === 'buyer'
      ? r.pick(BUYER_FORMS)(place) + (rank >= 300 ? ` (${rank})` : '')
      : `${r.pick(FIRM_A)} ${r.pick(FIRM_B)} ${r.pick(FIRM_C)}`.toUpperCase() + (rank >= 800 ? ` ${rank}` : '');
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '');
  org = {
    id: `GB-PPON-${id}`,
    name,
    identifier: { scheme: 'GB-PPON', id },
    address: {
      streetAddress: `${r.int(1, 240)} ${r.pick(['High Street', 'Station Rise', 'Earl Street', 'Spetchley Road', 'Racecourse Lane', 'Mill Lane'])}`,
      locality: place,
      postalCode: `${place.slice(0, 2).toUpperCase()}${r.int(1, 20)} ${r.int(1, 9)}${r.pick(LETTERS)}${r.pick(LETTERS)}`,
      country: 'GB',
      countryName: 'United Kingdom',
      region,
    },
    contactPoint: {
      ...(r.chance(0.6) && {
        name: `${r.pick(['Hannah', 'Jonathan', 'Amir', 'Siobhan', 'Grace', 'Tomasz'])} ${r.pick(['Clarke', 'Robertson', 'Khan', 'Byrne', 'Evans', 'Nowak'])}`,
      }),
      email: `procurement@${slug.slice(0, 24)}.example`,
      ...(r.chance(0.4) && { telephone: `+44 ${r.int(1200, 1999)} ${r.int(100000, 999999)}` }),
    },
  };
  if (kind === 'buyer') {
    const [typeId, description] = ORG_TYPES[r.chance(0.8) ? 0 : r.int(1, 2)];
    org.details = {
      ...(r.chance(0.6) && { url: `https://www.${slug.slice(0, 24)}.example` }),
      classifications: [{ id: typeId, scheme: 'UK_CA_TYPE', description }],
    };
  } else {
    org.details = {
      scale: r.chance(0.6) ? 'sme' : 'large',
      vcse: r.chance(0.08),
      shelteredWorkshop: false,
      publicServiceMissionOrganization: false,
    };
  }
  cache.set(rank, org);
  return org;
}

/** ~1.4 on average: mostly one lot, then a geometric part and a thin tail to 40. */
function lotCount(r) {
  const u = r.next();
  if (u < 0.85) return 1;
  if (u < 0.985) return 2 + Math.min(6, Math.floor(-Math.log(1 - r.next()) / 0.8));
  return r.int(4, 12) + (r.chance(0.1) ? r.int(8, 28) : 0);
}

function awardeeCount(r) {
  const u = r.next();
  if (u < 0.78) return 1;
  if (u < 0.91) return 2;
  if (u < 0.965) return 3;
  return Math.min(50, 4 + Math.floor(-Math.log(1 - r.next()) * 9)); // frameworks
}

function notice(kind, seq, at, year) {
  const id = `${String(seq).padStart(6, '0')}-${year}`;
  const [documentType, description] = NOTICES[kind];
  return {
    id,
    documentType,
    noticeType: kind,
    description,
    url: `https://www.find-tender.service.gov.uk/Notice/${id}`,
    datePublished: stamp(at),
    format: 'text/html',
  };
}

// -------------------------------------------------------------------- release

function makeGenerator(n, seed) {
  const buyers = Math.max(20, Math.round(n * 0.02));
  const suppliers = Math.max(200, Math.round(n * 0.15));
  const drawBuyer = zipf(buyers, 0.9);
  const drawSupplier = zipf(suppliers, 0.6);
  const drawDivision = zipf(CPV.length, 0.8);
  const buyerCache = new Map(),
    supplierCache = new Map();

  function classifications(r, home) {
    const out = [];
    const seen = new Set();
    for (let k = r.chance(0.55) ? 1 : r.int(2, 9); k > 0; k--) {
      const division = r.chance(0.8) ? home : CPV[drawDivision(r.next())];
      const [id, description] = r.pick(division[3]);
      if (seen.has(id)) continue;
      seen.add(id);
      out.push({ scheme: 'CPV', id, description });
    }
    return out;
  }

  return function release(i) {
    const r = new Rng(seed, i);
    const ocid = `ocds-h6vhtk-${(0x050000 + i).toString(16).padStart(6, '0')}`;
    const buyer = organisation(seed, 'buyer', drawBuyer(r.next()), buyerCache);
    const division = CPV[drawDivision(r.next())];
    const category = division[1];

    // Timeline: engagement -> tender notice -> award -> contract.
    const tenderAt = START + Math.floor(r.next() * DAYS * DAY);
    const awarded = r.chance(0.55);
    const contracted = awarded && r.chance(0.4 / 0.55);
    const planningOnly = !awarded && r.chance(0.25);
    const engaged = planningOnly || r.chance(0.4);
    const engagementAt = tenderAt - r.int(30, 200) * DAY;
    const awardAt = tenderAt + r.int(40, 150) * DAY;
    const contractAt = awardAt + r.int(10, 60) * DAY;
    const lastAt = contracted ? contractAt : awarded ? awardAt : planningOnly ? engagementAt : tenderAt;
    const seq = (i * 7919) % 999_983;
    const status = planningOnly ? 'planning' : awarded ? 'complete' : r.chance(0.08) ? 'unsuccessful' : 'active';

    const subject = r.pick(division[2]);
    const [place, region] = r.chance(0.7) ? [buyer.address.locality, buyer.address.region] : r.pick(PLACES);
    const title = r.chance(0.5) ? `${subject} ${r.pick(TITLE_TAILS)}` : `${place} - ${subject} ${r.pick(TITLE_TAILS)}`;

    // Money: lognormal total, split over the lots.
    const lots = lotCount(r);
    const total = roundPrice(r.lognormal(12.2, 1.7));
    const weights = Array.from({ length: lots }, () => 0.2 + r.next());
    const weightSum = weights.reduce((a, b) => a + b, 0);
    const lotValue = weights.map((w) => roundPrice((total * w) / weightSum));

    const from = startOfDay(contractAt + 30 * DAY);
    const years = r.int(1, 5);
    const contractPeriod = {
      startDate: from,
      endDate: endOfDay(contractAt + (30 + 365 * years) * DAY),
      ...(r.chance(0.6) && { maxExtentDate: endOfDay(contractAt + (30 + 365 * (years + 2)) * DAY) }),
    };
    const renewal = r.chance(0.6);

    const tenderItems = [],
      tenderLots = [];
    for (let k = 0; k < lots; k++) {
      const lotId = String(k + 1);
      const item = { id: lotId, additionalClassifications: classifications(r, division) };
      if (r.chance(0.85)) {
        item.deliveryAddresses = [{ region, country: 'GB', countryName: 'United Kingdom' }];
        if (r.chance(0.1))
          item.deliveryAddresses.push({ region: r.pick(PLACES)[1], country: 'GB', countryName: 'United Kingdom' });
      }
      item.relatedLot = lotId;
      tenderItems.push(item);

      const lot = {
        id: lotId,
        ...(lots > 1 && { title: `Lot ${lotId}: ${r.pick(division[2])}`, description: prose(r, 1, 2) }),
        status,
      };
      if (!planningOnly) lot.value = money(lotValue[k]);
      lot.suitability = { sme: r.chance(0.8), ...(r.chance(0.3) && { vcse: true }) };
      lot.contractPeriod = contractPeriod;
      if (!planningOnly && r.chance(0.6)) {
        const names = CRITERIA.slice(0, r.int(2, CRITERIA.length));
        lot.awardCriteria = {
          criteria: names.map(([name, type], c) => ({
            type,
            name,
            description: 'As set out in the tender documents',
            numbers: [{ weight: 'percentageExact', number: c ? Math.round(60 / (names.length - 1)) : 40 }],
          })),
        };
      }
      lot.hasRenewal = renewal;
      if (renewal) lot.renewal = { description: `${r.int(1, 3)} extension(s) of ${r.int(1, 2)} year(s)` };
      tenderLots.push(lot);
    }

    const out = {
      tag: ['compiled'],
      id: `${ocid}-${stamp(lastAt)}`,
      date: stamp(lastAt),
      ocid,
      initiationType: 'tender',
      parties: [{ ...buyer, roles: ['buyer'] }],
      buyer: { id: buyer.id, name: buyer.name },
    };
    if (engaged) {
      out.planning = {
        milestones: [
          {
            id: 'engagement',
            type: 'engagement',
            description: prose(r, 2, 5),
            dueDate: endOfDay(engagementAt + 21 * DAY),
            status: 'scheduled',
          },
        ],
        documents: [notice('UK2', seq, engagementAt, new Date(engagementAt).getUTCFullYear())],
      };
    }
    out.tender = {
      id: r.chance(0.5) ? ocid : `REF-${100000 + i}`,
      legalBasis: LEGAL_BASIS,
      title,
      description: prose(r, 2, 6),
      status,
      items: tenderItems,
      ...(!(planningOnly && r.chance(0.5)) && { value: money(total) }),
    };
    if (!planningOnly) {
      out.tender.procurementMethod = r.chance(0.85) ? 'open' : r.pick(['selective', 'direct']);
      out.tender.procurementMethodDetails = total > 200_000 ? 'Open procedure' : 'Below threshold - open competition';
    }
    out.tender.mainProcurementCategory = category;
    if (r.chance(0.2)) out.tender.specialRegime = ['lightTouch'];
    out.tender.aboveThreshold = total > 200_000;
    if (!planningOnly) {
      out.tender.submissionMethodDetails = 'https://uk.eu-supply.com/ctm/supplier/publictenders';
      out.tender.submissionTerms = { electronicSubmissionPolicy: 'allowed', languages: ['en'] };
      out.tender.tenderPeriod = { endDate: stamp(tenderAt + 30 * DAY) };
      out.tender.enquiryPeriod = { endDate: stamp(tenderAt + 20 * DAY) };
    }
    out.tender.lots = tenderLots;
    if (planningOnly) out.tender.communication = { futureNoticeDate: endOfDay(tenderAt) };
    else
      out.tender.documents = [
        ...(r.chance(0.2)
          ? [{ id: 'conflictOfInterest', documentType: 'conflictOfInterest', description: 'Not published' }]
          : []),
        notice('UK4', seq + 1, tenderAt, new Date(tenderAt).getUTCFullYear()),
      ];
    out.language = 'en';

    if (!awarded) return out;

    // Awards: one for all lots, or one per lot for up to 70 % of multi-lot tenders.
    const groups = lots > 1 && r.chance(0.7) ? tenderLots.map((l) => [l]) : [tenderLots];
    const statistics = [];
    const parties = new Map();
    out.awards = groups.map((group, g) => {
      const chosen = new Map();
      for (let k = awardeeCount(r); k > 0; k--) {
        const s = organisation(seed, 'supplier', drawSupplier(r.next()), supplierCache);
        chosen.set(s.id, s);
        parties.set(s.id, s);
      }
      for (const lot of group) {
        const bids = chosen.size + r.int(0, 8);
        for (const [measure, value] of [
          ['bids', bids],
          ['finalStageBids', bids],
          ['smeFinalStageBids', r.int(0, bids)],
          ['vcseFinalStageBids', r.int(0, 1)],
        ]) {
          statistics.push({ id: String(statistics.length + 1), measure, value, relatedLot: lot.id });
        }
      }
      const net = roundPrice(group.reduce((sum, lot) => sum + lot.value.amount, 0) * (0.75 + 0.3 * r.next()));
      return {
        id: String(g + 1),
        title: group.length === 1 && group[0].title ? group[0].title : title,
        status: 'active',
        date: startOfDay(awardAt),
        value: money(net),
        mainProcurementCategory: category,
        aboveThreshold: net > 200_000,
        suppliers: [...chosen.values()].map((s) => ({ id: s.id, name: s.name })),
        items: group.map((lot) => tenderItems[Number(lot.id) - 1]),
        standstillPeriod: { endDate: endOfDay(awardAt + 9 * DAY) },
        contractPeriod,
        hasRenewal: renewal,
        relatedLots: group.map((lot) => lot.id),
        documents: [notice('UK6', seq + 2 + g, awardAt, new Date(awardAt).getUTCFullYear())],
        assessmentSummariesDateSent: startOfDay(awardAt),
        milestones: [{ id: '1', type: 'futureSignatureDate', dueDate: endOfDay(contractAt), status: 'scheduled' }],
      };
    });
    out.bids = { statistics };
    for (const s of parties.values()) out.parties.push({ ...s, roles: ['supplier', 'tenderer'] });

    if (contracted) {
      out.contracts = out.awards.map((award, k) => ({
        id: String(k + 1),
        awardID: award.id,
        title: award.title,
        status: contractAt + 30 * DAY < START + DAYS * DAY ? 'active' : 'pending',
        period: contractPeriod,
        hasRenewal: renewal,
        value: award.value,
        aboveThreshold: award.aboveThreshold,
        dateSigned: startOfDay(contractAt),
        ...(total > 1_000_000 && {
          agreedMetrics: METRICS.slice(0, r.int(3, 6)).map((metric, m) => ({
            id: String(m + 1),
            title: metric,
            description: 'Green: >=95% Amber: 85% - 94.99% Red: <85%',
            observations: [{ id: 'frequency', period: { durationInMonths: 3 } }],
          })),
        }),
        documents: [notice('UK7', seq + 60 + k, contractAt, new Date(contractAt).getUTCFullYear())],
      }));
    }
    return out;
  };
}

// ----------------------------------------------------------------------- main

export { makeGenerator };

if (import.meta.url === `file://${process.argv[1]}`) {
  const n = Number(process.argv[2]),
    seed = Number(process.argv[3] ?? 1);
  if (!Number.isInteger(n) || n < 1 || !Number.isInteger(seed)) {
    console.error('usage: node gen.mjs N SEED > file.jsonl');
    process.exit(2);
  }
  process.stdout.on('error', (e) => process.exit(e.code === 'EPIPE' ? 0 : 1));
  const release = makeGenerator(n, seed);
  let chunk = '';
  for (let i = 0; i < n; i++) {
    chunk += JSON.stringify(release(i)) + '\n';
    if (chunk.length > 1 << 20 || i === n - 1) {
      const flowing = process.stdout.write(chunk);
      chunk = '';
      if (!flowing) await new Promise((done) => process.stdout.once('drain', done));
    }
  }
}
