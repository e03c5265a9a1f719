import type { Product } from '@async-catalog/client';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Age } from '../../components/age.tsx';
import { attributeText } from '../../core/product/describe-fields.ts';
import { formatPrice } from '../../formats/numbers.ts';
import { formatTime } from '../../formats/times.ts';
import { Pictures } from './pictures.tsx';

function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const NONE = <span className="muted">none</span>;

/** Shows everything that the API says of a product. */
export function ProductFacts({ product }: { product: Product }) {
  const {
    sku,
    price,
    currency,
    category,
    brand,
    description,
    tags = [],
    images = [],
    attributes = {},
  } = product;
  return (
    <div className="product-facts">
      <section className="card">
        <h2>Product</h2>
        <Facts
          facts={[
            ['Price', <strong key="price">{formatPrice(price, currency)}</strong>],
            ['SKU', sku === undefined ? NONE : <code key="sku">{sku}</code>],
            ['Category', category ?? NONE],
            ['Brand', brand ?? NONE],
            ['Tags', tags.length === 0 ? NONE : <Tags key="tags" tags={tags} />],
          ]}
        />
        {description !== undefined && description !== '' && <p className="description">{description}</p>}
      </section>
      <section className="card">
        <h2>Attributes</h2>
        {Object.keys(attributes).length === 0 ? (
          <p>{NONE}</p>
        ) : (
          <Facts
            facts={Object.entries(attributes).map(([name, value]) => [name, attributeText(value)] as const)}
          />
        )}
      </section>
      {images.length > 0 && <Pictures urls={images} />}
      <ProductRecord product={product} />
    </div>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <ul className="tags">
      {tags.map((tag) => (
        <li key={tag} className="badge">
          {tag}
        </li>
      ))}
    </ul>
  );
}

function ProductRecord({
  product: { id, version, createdAt, updatedAt, submissionId },
}: {
  product: Product;
}) {
  return (
    <section className="card">
      <h2>Record</h2>
      <Facts
        facts={[
          ['Version', version],
          ['Created', formatTime(createdAt)],
          [
            'Last change',
            <span key="updated">
              {formatTime(updatedAt)} (<Age time={updatedAt} />)
            </span>,
          ],
          [
            'Changed by',
            <Link key="by" to="/submissions/$submissionId" params={{ submissionId }}>
              submission {submissionId.slice(0, 8)}
            </Link>,
          ],
          ['Id', <code key="id">{id}</code>],
        ]}
      />
    </section>
  );
}
