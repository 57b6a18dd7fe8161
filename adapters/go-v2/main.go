// A driver for the AWS SDK for Go v2. Region and credentials are in the environment.
// The protocol: docs/driver-protocol.md.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
)

const module = "github.com/aws/aws-sdk-go-v2/service/ec2"

type message struct {
	Seq                       int
	Type, Endpoint, Operation string
	Input                     json.RawMessage
}
type reply map[string]any

var (
	clients = map[string]*ec2.Client{}
	making  sync.Mutex
)

func clientFor(endpoint string) *ec2.Client {
	making.Lock()
	defer making.Unlock()
	if clients[endpoint] == nil {
		settings, err := config.LoadDefaultConfig(context.Background())
		if err != nil {
			panic(err)
		}
		clients[endpoint] = ec2.NewFromConfig(settings, func(o *ec2.Options) { o.BaseEndpoint = aws.String(endpoint) })
	}
	return clients[endpoint]
}

func call(m message) reply {
	method := reflect.ValueOf(clientFor(m.Endpoint)).MethodByName(m.Operation)
	if !method.IsValid() {
		return reply{"type": "unsupported", "message": "there is no " + m.Operation}
	}
	input := reflect.New(method.Type().In(1).Elem())
	decoder := json.NewDecoder(bytes.NewReader(m.Input))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(input.Interface()); err != nil && strings.Contains(err.Error(), "unknown field") {
		return reply{"type": "unsupported", "message": err.Error()}
	} else if err != nil {
		return reply{"type": "clientError", "message": err.Error()}
	}
	returned := method.Call([]reflect.Value{reflect.ValueOf(context.Background()), input})
	err, _ := returned[1].Interface().(error)
	if err == nil {
		output := returned[0].Elem()
		id, _ := awsmiddleware.GetRequestIDMetadata(output.FieldByName("ResultMetadata").Interface().(middleware.Metadata))
		return reply{"type": "result", "output": members(output), "requestId": id}
	}
	var api smithy.APIError
	var response *awshttp.ResponseError
	var unread *smithy.DeserializationError
	if errors.As(err, &api) && errors.As(err, &response) && !errors.As(err, &unread) {
		return reply{"type": "serviceError", "code": api.ErrorCode(), "message": api.ErrorMessage(),
			"status": response.HTTPStatusCode(), "requestId": response.ServiceRequestID()}
	}
	if errors.As(err, &response) {
		return reply{"type": "clientError", "message": err.Error(), "status": response.HTTPStatusCode()}
	}
	return reply{"type": "clientError", "message": err.Error()}
}

// What an output has. An enum that is absent is an empty text, where other absent members are nil.
func members(value reflect.Value) any {
	switch {
	case value.Kind() == reflect.Pointer && !value.IsNil():
		return members(value.Elem())
	case value.Kind() == reflect.Slice && value.Type().Elem().Kind() != reflect.Uint8:
		items := []any{}
		for i := range value.Len() {
			items = append(items, members(value.Index(i)))
		}
		return items
	case value.Kind() != reflect.Struct || value.Type() == reflect.TypeOf(time.Time{}):
		return value.Interface()
	}
	found := map[string]any{}
	for i := range value.NumField() {
		field := value.Type().Field(i)
		if field.IsExported() && field.Name != "ResultMetadata" && !value.Field(i).IsZero() {
			found[field.Name] = members(value.Field(i))
		}
	}
	return found
}

func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == module {
			return dependency.Version
		}
	}
	return "unknown"
}

func answer(m message) reply {
	switch m.Type {
	case "start":
		return reply{"type": "started", "protocol": 1, "name": module, "version": version()}
	case "call":
		return call(m)
	}
	return reply{"type": "driverError", "message": "unknown message " + m.Type}
}

// Calls that come before the former is answered are made beside it.
func main() {
	lines, out := bufio.NewReaderSize(os.Stdin, 1<<20), json.NewEncoder(os.Stdout)
	var writing sync.Mutex
	for {
		line, err := lines.ReadBytes('\n')
		var m message
		if err != nil || json.Unmarshal(line, &m) != nil || m.Type == "stop" {
			return
		}
		go func() {
			reply := answer(m)
			reply["seq"] = m.Seq
			writing.Lock()
			defer writing.Unlock()
			if out.Encode(reply) != nil {
				os.Exit(1)
			}
		}()
	}
}
