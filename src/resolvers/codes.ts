import type { GraphQLResolveInfo } from 'graphql';
import { Field } from 'type-graphql';
import type { Row } from '../database/engine';
import { Classification, Region } from '../entities';
import { classificationId, regionId } from '../entities/codeIds';
import { Address } from '../entities/parts/Address';
import { ClassificationReference } from '../entities/parts/ClassificationReference';
import type { Class } from '../entities/registry';
import { shown } from '../entities/shown';
import { classificationCode } from '../ocds/classification';
import { regionCode } from '../ocds/region';
import { loadersOf, type Context } from './context';
import type { Resolvers } from './edgeFields';
import { objectById } from './objectsAt';

/** Leads from the codes that a document gives to what the graph knows of them. */
export function declareCodeFields(): void {
  Field(
    () => Classification,
    shown('The code as an object of the graph, with wider and narrower ones; null without a scheme or a code.'),
  )(ClassificationReference.prototype, 'classification');
  Field(
    () => Region,
    shown(
      'The region whose code `region` is, or in the UK its name (`East Midlands`), with those around and within; null where ' +
        '`region` is other words.',
    ),
  )(Address.prototype, 'territory');
}

export function codeResolvers(): Resolvers {
  return {
    ClassificationReference: {
      classification: (reference: Row, _args, context, info) => {
        const code = classificationCode(reference.scheme, reference.localId);
        return code ? load(Classification, classificationId(code), reference, context, info) : null;
      },
    },
    Address: {
      territory: (address: Row, _args, context, info) => {
        const code = regionCode(address);
        return code ? load(Region, regionId(code), address, context, info) : null;
      },
    },
  };
}

const load = (type: Class, id: string, part: Row, context: Context, info: GraphQLResolveInfo): Promise<Row | null> =>
  objectById(type, id, info, loadersOf(part, context));
