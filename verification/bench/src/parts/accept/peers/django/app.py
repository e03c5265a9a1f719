"""Django REST framework, with a serializer, and `requests` to call the processor."""

import json
import os
import uuid

import requests
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["rest_framework"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bench",
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "UNAUTHENTICATED_USER": None,
    },
)

import django

django.setup()

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.views import APIView

FUNCTION_URL = "{}/2015-03-31/functions/{}/invocations".format(
    os.environ["AWS_ENDPOINT_URL_LAMBDA"], os.environ["PROCESSOR_FUNCTION_NAME"]
)
session = requests.Session()
session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=32))


class ProductSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=255)
    price = serializers.FloatField(min_value=0, max_value=99_999_999.99)
    currency = serializers.CharField(min_length=3, max_length=3, default="USD")
    description = serializers.CharField(max_length=10_000, required=False)
    sku = serializers.RegexField(r"^[\w./-]{1,64}$", required=False)
    category = serializers.CharField(max_length=255, required=False)
    brand = serializers.CharField(max_length=255, required=False)
    tags = serializers.ListField(child=serializers.CharField(max_length=64), max_length=50, required=False)
    images = serializers.ListField(child=serializers.URLField(max_length=2048), max_length=20, required=False)
    attributes = serializers.DictField(required=False)


class Products(APIView):
    def post(self, request):
        serializer = ProductSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        request_id = str(uuid.uuid4())
        event = {
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": "/products",
            "rawQueryString": "",
            "headers": {"content-type": "application/json", "x-request-id": request_id},
            "requestContext": {"http": {"method": "POST", "path": "/products"}, "requestId": request_id},
            "body": json.dumps(serializer.validated_data),
            "isBase64Encoded": False,
        }
        answer = session.post(FUNCTION_URL, json=event, timeout=20).json()
        return HttpResponse(answer["body"], status=answer["statusCode"], headers=answer["headers"])


urlpatterns = [path("products", Products.as_view())]
application = get_wsgi_application()
