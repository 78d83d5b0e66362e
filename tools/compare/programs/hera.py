# The same steps with Hera, for Argo Workflows, after its user guide.
from hera.workflows import DAG, Container, Parameter, Task, Workflow
from hera.workflows.models import (
    ObjectMeta,
    PersistentVolumeClaim,
    PersistentVolumeClaimSpec,
    ValueFrom,
    VolumeMount,
    VolumeResourceRequirements,
)

code = PersistentVolumeClaim(
    metadata=ObjectMeta(name="code"),
    spec=PersistentVolumeClaimSpec(
        access_modes=["ReadWriteOnce"], resources=VolumeResourceRequirements(requests={"storage": "1Gi"})
    ),
)
with Workflow(
    generate_name="ci-",
    entrypoint="ci",
    arguments=[Parameter(name="url", value="https://github.com/acme/web")],
    volume_claim_templates=[code],
) as ci:
    clone = Container(
        name="clone",
        image="alpine/git:v2.49.1",
        inputs=[Parameter(name="url")],
        outputs=[Parameter(name="commit", value_from=ValueFrom(path="/tmp/commit"))],
        command=["sh", "-c", "git clone {{inputs.parameters.url}} /src; git -C /src rev-parse HEAD > /tmp/commit"],
        volume_mounts=[VolumeMount(name="code", mount_path="/src")],
    )
    build = Container(
        name="build",
        image="golang:1.25",
        inputs=[Parameter(name="commit")],
        command=["sh", "-c", "echo {{inputs.parameters.commit}}"],
        volume_mounts=[VolumeMount(name="code", mount_path="/src")],
    )
    with DAG(name="ci"):
        cloned = Task(name="clone", template=clone, arguments={"url": "{{workflow.parameters.url}}"})
        built = Task(name="build", template=build, arguments={"commit": cloned.get_parameter("commit")})
        cloned >> built
print(ci.to_yaml())
