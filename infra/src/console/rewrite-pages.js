// Runs at CloudFront: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
// oxlint-disable-next-line no-unused-vars -- CloudFront calls it by this name.
function handler(event) {
  const { request } = event;
  // `isFilePath` of packages/console-hosting: any other path is a screen, which the page itself shows.
  if (!/^\/(?:assets\/.*|[^/]*\.[^/]*)$/.test(request.uri)) {
    request.uri = '/index.html';
  }
  return request;
}
