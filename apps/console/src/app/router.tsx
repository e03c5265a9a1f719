import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { readSubmissionsSearch } from '../screens/submissions/submissions-search.ts';
import { readProductsSearch } from '../screens/products/products-search.ts';
import { readImportSearch } from '../screens/import/import-search.ts';
import { lazyScreen } from './lazy-screen.ts';
import { NotFound } from './not-found.tsx';
import { ScreenError } from './screen-error.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const now = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyScreen(() => import('../screens/now/now-screen.tsx'), 'NowScreen'),
});
const submissions = createRoute({
  getParentRoute: () => root,
  path: '/submissions',
  validateSearch: readSubmissionsSearch,
  component: lazyScreen(() => import('../screens/submissions/submissions-screen.tsx'), 'SubmissionsScreen'),
});
const submission = createRoute({
  getParentRoute: () => root,
  path: '/submissions/$submissionId',
  component: lazyScreen(() => import('../screens/submission/submission-screen.tsx'), 'SubmissionScreen'),
});
const oneImport = createRoute({
  getParentRoute: () => root,
  path: '/imports/$importId',
  component: lazyScreen(() => import('../screens/one-import/one-import-screen.tsx'), 'OneImportScreen'),
});
const newImport = createRoute({
  getParentRoute: () => root,
  path: '/import',
  validateSearch: readImportSearch,
  component: lazyScreen(() => import('../screens/import/import-screen.tsx'), 'ImportScreen'),
});
const products = createRoute({
  getParentRoute: () => root,
  path: '/products',
  validateSearch: readProductsSearch,
  component: lazyScreen(() => import('../screens/products/products-screen.tsx'), 'ProductsScreen'),
});
const newProduct = createRoute({
  getParentRoute: () => root,
  path: '/products/new',
  component: lazyScreen(() => import('../screens/new-product/new-product-screen.tsx'), 'NewProductScreen'),
});
const product = createRoute({
  getParentRoute: () => root,
  path: '/products/$productId',
  component: lazyScreen(() => import('../screens/product/product-screen.tsx'), 'ProductScreen'),
});
const deadLetters = createRoute({
  getParentRoute: () => root,
  path: '/dead-letters',
  component: lazyScreen(() => import('../screens/dead-letters/dead-letters-screen.tsx'), 'DeadLettersScreen'),
});
const reference = createRoute({
  getParentRoute: () => root,
  path: '/reference',
  component: lazyScreen(() => import('../screens/reference/reference-screen.tsx'), 'ReferenceScreen'),
});

const everywhere = [
  now,
  submissions,
  submission,
  newImport,
  oneImport,
  products,
  newProduct,
  product,
  deadLetters,
  reference,
];
const tree = root.addChildren(
  // Spelled out, so that the deployed build has nothing of it.
  import.meta.env.MODE === 'laptop'
    ? [
        ...everywhere,
        createRoute({
          getParentRoute: () => root,
          path: '/break-it',
          component: lazyScreen(() => import('../screens/break-it/break-it-screen.tsx'), 'BreakItScreen'),
        }),
      ]
    : everywhere,
);

export function createConsoleRouter() {
  return createRouter({
    routeTree: tree,
    basepath: import.meta.env.BASE_URL,
    defaultErrorComponent: ScreenError,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}
