package adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.Ec2Response;
import software.amazon.awssdk.utils.builder.Buildable;

/** A driver for the AWS SDK for Java 2. Region and credentials are in the environment. The protocol: docs/driver-protocol.md. */
public final class Driver {
  private static final ObjectMapper JSON = new ObjectMapper();
  /** Members by their elements, for which Java has other names than EC2's model. */
  private static final Map<String, String> RESERVED = Map.of("return", "Return", "public", "Public");
  private static final Map<String, Ec2Client> CLIENTS = new HashMap<>();

  public static void main(String[] args) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      var message = (Map<String, Object>) JSON.readValue(line, Map.class);
      if (message.get("type").equals("stop")) break;
      var reply = answer(message);
      reply.put("seq", message.get("seq"));
      System.out.write((JSON.writeValueAsString(reply) + "\n").getBytes(StandardCharsets.UTF_8));
      System.out.flush();
    }
    System.exit(0);
  }

  private static Map<String, Object> answer(Map<String, Object> message) {
    return switch ((String) message.get("type")) {
      case "start" -> mapOf("type", "started", "protocol", 1, "name", "software.amazon.awssdk:ec2", "version", VersionInfo.SDK_VERSION);
      case "call" -> call(message);
      default -> mapOf("type", "driverError", "message", "unknown message " + message.get("type"));
    };
  }

  private static Map<String, Object> call(Map<String, Object> message) {
    var operation = (String) message.get("operation");
    var method = Stream.of(Ec2Client.class.getMethods()).filter(one -> isCallOf(operation, one)).findFirst();
    if (method.isEmpty()) return mapOf("type", "unsupported", "message", "there is no " + operation);
    var client = CLIENTS.computeIfAbsent((String) message.get("endpoint"), endpoint -> Ec2Client.builder().endpointOverride(URI.create(endpoint)).build());
    try {
      var request = (SdkPojo) method.get().getParameterTypes()[0].getMethod("builder").invoke(null);
      fill(request, (Map<?, ?>) message.get("input"));
      var output = (Ec2Response) invoked(method.get(), client, ((Buildable) request).build());
      return mapOf("type", "result", "output", read(output), "status", output.sdkHttpResponse().statusCode(), "requestId", output.responseMetadata().requestId());
    } catch (Ec2Exception problem) {
      var error = problem.awsErrorDetails();
      return mapOf("type", "serviceError", "code", error.errorCode(), "message", error.errorMessage(), "status", problem.statusCode(), "requestId", problem.requestId());
    } catch (UnsupportedOperationException problem) {
      return mapOf("type", "unsupported", "message", problem.getMessage());
    } catch (SdkException | IllegalArgumentException | ClassCastException problem) {
      return mapOf("type", "clientError", "message", problem.toString());
    } catch (ReflectiveOperationException problem) {
      return mapOf("type", "driverError", "message", problem.toString());
    }
  }

  private static boolean isCallOf(String operation, Method method) {
    return method.getName().equalsIgnoreCase(operation)
        && method.getParameterCount() == 1
        && Ec2Request.class.isAssignableFrom(method.getParameterTypes()[0]);
  }

  private static Object invoked(Method method, Ec2Client client, Object request) throws ReflectiveOperationException {
    try {
      return method.invoke(client, request);
    } catch (InvocationTargetException problem) {
      if (problem.getCause() instanceof RuntimeException cause) throw cause;
      throw problem;
    }
  }

  private static void fill(SdkPojo builder, Map<?, ?> input) {
    var fields = builder.sdkFields().stream().collect(Collectors.toMap(SdkField::memberName, field -> field));
    input.forEach((name, value) -> {
      var field = fields.get(name);
      if (field == null) throw new UnsupportedOperationException("there is no member " + name);
      if (value != null) field.set(builder, typed(field, value));
    });
  }

  private static Object typed(SdkField<?> field, Object value) {
    if (field.marshallingType() == MarshallingType.LIST) {
      var element = field.getTrait(ListTrait.class).memberFieldInfo();
      return ((List<?>) value).stream().map(item -> typed(element, item)).toList();
    }
    if (field.marshallingType() == MarshallingType.INSTANT) return Instant.parse((String) value);
    if (field.marshallingType() == MarshallingType.SDK_BYTES) return SdkBytes.fromByteArray(Base64.getDecoder().decode((String) value));
    if (field.marshallingType() == MarshallingType.LONG) return ((Number) value).longValue();
    if (field.marshallingType() == MarshallingType.DOUBLE) return ((Number) value).doubleValue();
    if (field.marshallingType() == MarshallingType.FLOAT) return ((Number) value).floatValue();
    if (field.marshallingType() != MarshallingType.SDK_POJO) return value;
    var builder = field.constructor().get();
    fill(builder, (Map<?, ?>) value);
    return ((Buildable) builder).build();
  }

  private static Object read(Object value) {
    if (value instanceof List<?> list) return list.stream().map(Driver::read).toList();
    if (value instanceof Instant instant) return instant.toString();
    if (value instanceof SdkBytes bytes) return Base64.getEncoder().encodeToString(bytes.asByteArray());
    if (!(value instanceof SdkPojo pojo)) return value;
    var members = new LinkedHashMap<String, Object>();
    for (SdkField<?> field : pojo.sdkFields()) {
      var member = field.getValueOrDefault(pojo);
      if (member == null) continue;
      members.put(field.memberName(), read(member));
      members.putIfAbsent(RESERVED.getOrDefault(field.unmarshallLocationName(), field.memberName()), read(member));
    }
    return members;
  }

  private static Map<String, Object> mapOf(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
    return map;
  }
}
